import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';

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

export const SCENARIOS = ['micro', 'latency', 'screen', 'burst', 'backlog', 'growth', 'pods'] as const;
export type Scenario = (typeof SCENARIOS)[number];

const OPTIONS = z.object({
  help: z.boolean().default(false),
  quick: z.boolean().default(false),
  only: z
    .string()
    .default(SCENARIOS.join())
    .transform((names) => names.split(','))
    .pipe(z.array(z.enum(SCENARIOS))),
  /** How many times each scenario runs. */
  rounds: z.coerce.number().int().min(1).max(99).default(1),
  json: z.string().default('bench.json'),
});
export type Options = Omit<z.infer<typeof OPTIONS>, 'only'> & { scenarios: Scenario[]; rivals: Rival[] };

export const USAGE = `make bench, or node bench/main.ts [options]: measures the collector on a real API server and a real Loki

  --quick                  fewer events: under a minute (make bench QUICK=1)
  --only SCENARIO,...      of ${SCENARIOS.join(', ')}; all of them otherwise
  --rounds N               run everything but micro N times, each time with the subjects in the opposite order, and
                           report medians; once otherwise
  --rival NAME SELECTOR COMMAND, as one argument 'NAME|SELECTOR|COMMAND'; may be given several times.
                           COMMAND runs in sh with KUBECONFIG, LOKI_URL and LOKI_PUSH_URL set;
                           {kubeconfig}, {loki} and {push} in it are replaced by the same
  --rivals FILE            a JSON file: [{"name", "selector", "command", "readyUrl"}, ...]
  --json FILE              where the figures go (bench.json otherwise)
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
  const { only, ...options } = checked(OPTIONS, values, 'the options');
  return { ...options, scenarios: SCENARIOS.filter((name) => only.includes(name)), rivals };
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
