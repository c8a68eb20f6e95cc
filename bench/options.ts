import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { QUESTIONS } from './query/asked.ts';
import { SHAPES, USUAL_SHAPES } from './query/shapes.ts';
import { PATTERNS } from '../tests/loki/volume.ts';

const TEXT = z.string().regex(/\S/, 'is empty');

/** Another collector to measure. */
const RIVAL = z.object({
  name: TEXT,
  /**
   * Run by `sh -c`, with KUBECONFIG, LOKI_URL and LOKI_PUSH_URL in its environment; `{kubeconfig}`, `{loki}` and
   * `{push}` in it stand for the same.
   */
  command: TEXT,
  /** What finds its entries in Loki, such as `{job="x"}`. */
  selector: z.string().regex(/^\s*\{.+\}/s, 'is no LogQL selector, such as {job="x"}'),
  /** Answers 200 once the process is ready. */
  readyUrl: z.url('is no URL').optional(),
});
export type Rival = z.infer<typeof RIVAL>;

export const SCENARIOS = ['micro', 'latency', 'screen', 'burst', 'backlog', 'growth', 'pods', 'query'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Names with commas between them. */
const names = z.string().transform((text) => text.split(','));
/** `query` holds ten million events for each shape on one machine: more would be another kind of Loki. */
const MOST_EVENTS = 10_000_000;

const OPTIONS = z.object({
  help: z.boolean().default(false),
  quick: z.boolean().default(false),
  only: names.pipe(z.array(z.enum(SCENARIOS))).default([...SCENARIOS]),
  /** How many times each scenario runs. */
  rounds: z.coerce.number().int().min(1).max(99).default(1),
  json: z.string().default('bench.json'),
  /** How many events `query` asks about, one measurement each. */
  events: names
    .transform((all) => all.map(Number))
    .pipe(z.array(z.int().min(100).max(MOST_EVENTS)))
    .optional(),
  /** What the events of `query` are about. */
  pattern: z.enum(PATTERNS).default('spread'),
  shapes: names.pipe(z.array(z.enum(Object.keys(SHAPES)))).default(USUAL_SHAPES),
  questions: names.pipe(z.array(z.enum(QUESTIONS))).default([...QUESTIONS]),
  'loki-config': z
    .string()
    .default('{}')
    .transform(jsonIn)
    .pipe(z.record(z.string(), z.record(z.string(), z.unknown()))),
});
type Parsed = z.infer<typeof OPTIONS>;
export interface Options extends Omit<Parsed, 'only' | 'events' | 'loki-config'> {
  scenarios: Scenario[];
  rivals: Rival[];
  events: readonly number[];
  lokiConfig: Parsed['loki-config'];
}

function jsonIn(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    context.addIssue(`is no JSON: ${(error as Error).message}`);
    return z.NEVER;
  }
}

export const USAGE = `make bench, or node bench/main.ts [options]: measures the collector on a real API server and a real Loki

  --quick                  fewer events: a minute or two (make bench QUICK=1)
  --only SCENARIO,...      of ${SCENARIOS.join(', ')}; all of them otherwise
  --rounds N               run everything but micro N times, each time with the subjects in the opposite order, and
                           report medians (query asks N times); once otherwise
  --rival NAME SELECTOR COMMAND, as one argument 'NAME|SELECTOR|COMMAND'; may be given several times.
                           COMMAND runs in sh with KUBECONFIG, LOKI_URL and LOKI_PUSH_URL set;
                           {kubeconfig}, {loki} and {push} in it are replaced by the same
  --rivals FILE            a JSON file: [{"name", "selector", "command", "readyUrl"}, ...]
  --json FILE              where the figures go (bench.json otherwise)
  --events N,...           query: how many events to ask about, up to ${MOST_EVENTS}; 100000,1000000 otherwise
  --pattern ${PATTERNS.join('|')}    query: each event about another object, or those of a pod's life within seconds, with
                           all fields that a kubelet writes; ${PATTERNS[0]} otherwise
  --shapes SHAPE,...       query: how the events are stored, of ${Object.keys(SHAPES).join(', ')};
                           ${USUAL_SHAPES.join(', ')} otherwise
  --questions QUESTION,... query: of ${QUESTIONS.join(', ')}; all of them otherwise
  --loki-config JSON       query: settings of Loki to try, such as '{"querier": {"max_concurrent": 8}}'
  --help
`;

/** What is wrong with the command line or the file of rivals: for a person, without a stack. */
export class OptionError extends Error {}

/** @throws OptionError what is wrong, where, and what to do */
export function readOptions(args: readonly string[], read = (file: string) => readFileSync(file, 'utf8')): Options {
  const values = parse(args);
  const rivals = [...(values.rival ?? []).map(rivalOf), ...(values.rivals ? rivalsFrom(values.rivals, read) : [])];
  const names = ['collector', 'floor', ...rivals.map(({ name }) => name)];
  const taken = names.find((name, at) => names.indexOf(name) < at);
  if (taken !== undefined) {
    throw new OptionError(`the name "${taken}" is taken: give the rival another`);
  }
  const { only, events, 'loki-config': lokiConfig, ...options } = checked(OPTIONS, values, 'the options');
  return {
    ...options,
    scenarios: SCENARIOS.filter((name) => only.includes(name)),
    rivals,
    events: events ?? (options.quick ? [10_000] : [100_000, 1_000_000]),
    lokiConfig,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean' },
        help: { type: 'boolean' },
        only: { type: 'string' },
        rounds: { type: 'string' },
        rival: { type: 'string', multiple: true },
        rivals: { type: 'string' },
        json: { type: 'string' },
        events: { type: 'string' },
        pattern: { type: 'string' },
        shapes: { type: 'string' },
        questions: { type: 'string' },
        'loki-config': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new OptionError(`${(error as Error).message} (--help lists the options)`);
  }
}

function rivalOf(text: string): Rival {
  const [name, selector, ...command] = text.split('|');
  return checked(RIVAL, { name, selector, command: command.join('|') }, `--rival "${text}"`);
}

function rivalsFrom(file: string, read: (file: string) => string): Rival[] {
  try {
    return checked(z.array(RIVAL), JSON.parse(read(file)), `--rivals ${file}`);
  } catch (error) {
    throw error instanceof SyntaxError ? new OptionError(`--rivals ${file}: ${error.message}`) : error;
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const { data, error } = schema.safeParse(value);
  if (error) {
    throw new OptionError(`${where}: ${z.prettifyError(error)} (--help shows the form)`);
  }
  return data as T;
}
