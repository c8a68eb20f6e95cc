import { loadavg } from 'node:os';
import { type Stack } from '../../stack/src/stack.ts';
import { RARE_WORD } from '../../tests/loki/made.ts';
import { type Pattern, type Volume, volumeEvents } from '../../tests/loki/volume.ts';
import { movedLabels } from '../query/adaptive.ts';
import { loadApp } from '../query/app.ts';
import { type App, type Asked, type Asking, type Question } from '../query/asked.ts';
import { fill, type Kept } from '../query/fill.ts';
import { SHAPES, type MovedIn } from '../query/shapes.ts';
import { UNLIMITED, withStacks } from '../servers.ts';
import { usageOf } from '../usage.ts';

type Answer = Asked | { failed: string };

/** What one shape costs at one number of events. */
export interface Measured {
  events: number;
  hours: number;
  shape: string;
  /** The machine's load average over a minute when the events were written, and when the questions were asked. */
  load: [written: number, asked: number];
  kept: Kept;
  /** What the answers took, or why there is none. */
  asked: Partial<Record<Question, Answer>>;
}

interface QueryOptions {
  events: readonly number[];
  pattern: Pattern;
  shapes: readonly string[];
  questions: readonly Question[];
  rounds: number;
  /** Merged into Loki's configuration. */
  lokiConfig: Record<string, unknown>;
  report(line: string): void;
  add(measured: Measured): void;
}

/**
 * What it costs to keep events and to ask for them as the app does. Each shape has a Loki of its own, and all are asked
 * each question in turn, so that a machine that is busier for a while slows down all alike.
 */
export async function query(options: QueryOptions): Promise<void> {
  const { events, pattern, shapes, lokiConfig, report, add } = options;
  const app = await loadApp();
  for (const count of events) {
    const volume = volumeOf(count, pattern);
    const movedIn: MovedIn = (labelPreset) => movedLabels(volume, labelPreset);
    report(
      `query: ${count.toLocaleString('en')} events; the adaptive policy moves ${movedIn().join(', ') || 'no label'}`
    );
    const servers = shapes.map(() => ({ only: ['loki'] as const, lokiConfig: merged(FILLED, lokiConfig) }));
    await withStacks(servers, async (stacks) => {
      const beds: Bed[] = [];
      const object = podIn(volume);
      for (const [at, shape] of shapes.entries()) {
        beds.push(await bedOf(stacks[at]!, { volume, object, shape, movedIn }));
        report(`query: ${shape}: written in ${beds.at(-1)!.kept.seconds.toFixed(0)} s`);
      }
      const asked = await askInTurns(app, beds, options);
      const hours = (volume.to - volume.from) / HOUR_MS;
      for (const bed of beds) {
        add({ events: count, hours, shape: bed.shape, load: [bed.load, load()], kept: bed.kept, asked: asked(bed) });
      }
    });
  }
}

const HOUR_MS = 3_600_000;
const MILLION = 1_000_000;

/** A million events a day; more than a day's over longer, ten million over the 30 days that Loki answers about. */
export const hoursOf = (events: number): number =>
  events <= MILLION ? (events / MILLION) * 24 : Math.min(720, (events / MILLION) * 72);

function volumeOf(events: number, pattern: Pattern): Volume {
  const to = Math.floor(Date.now() / 1000) * 1000;
  return { events, from: to - Math.ceil(hoursOf(events) * 3600) * 1000, to, pattern };
}

/**
 * Loki takes events of any age as fast as they come, in as many streams as it would have over hours, and lets go of
 * chunks that it has written at once, which the pushes wait for. It answers however long that takes: by default a query
 * fails after 30 s.
 */
const FILLED = {
  limits_config: {
    ...UNLIMITED.limits_config,
    reject_old_samples: false,
    shard_streams: { enabled: false },
    query_timeout: '10m',
  },
  ingester: { flush_check_period: '100ms' },
  server: { http_server_write_timeout: '10m' },
};

const merged = (one: Record<string, object>, other: Record<string, unknown>): Record<string, unknown> => ({
  ...other,
  ...Object.fromEntries(Object.entries(one).map(([key, value]) => [key, { ...value, ...(other[key] as object) }])),
});

interface Bed {
  shape: string;
  load: number;
  kept: Kept;
  asking: Asking;
  /** Loki's process. */
  pid: number;
}

type AskedBed = Pick<Bed, 'asking' | 'shape' | 'pid'> & { kept: Pick<Kept, 'events'> };

const load = (): number => loadavg()[0]!;

interface Filling {
  volume: Volume;
  object: Asking['object'];
  shape: string;
  movedIn: MovedIn;
}

async function bedOf(stack: Stack, { volume, object, shape, movedIn }: Filling): Promise<Bed> {
  const { entryOf, ...reading } = SHAPES[shape]!(movedIn);
  const kept = await fill(stack, volume, entryOf);
  const { from, to } = volume;
  const asking = { url: stack.lokiUrl, span: { from, to }, ...reading, rareWord: RARE_WORD, object };
  return { shape, load: load(), kept, asking, pid: stack.pid('loki')! };
}

/** A Pod that has an event in the middle of the range. */
function podIn(volume: Volume): Asking['object'] {
  let left = Math.floor(volume.events / 2);
  for (const { involvedObject } of volumeEvents(volume)) {
    const { kind, namespace, name } = involvedObject ?? {};
    if (left-- <= 0 && kind === 'Pod' && namespace && name) {
      return { cluster: '', namespace, kind, name };
    }
  }
  throw new Error(`no Pod in the second half of ${volume.events} events`);
}

/** Entries of other programs name no workload: there are other problems in them. */
const isAsked = (question: Question, { asking }: Bed): boolean => question !== 'problems' || !asking.stored.shapes;

type Answers = Measured['asked'];

async function askInTurns(
  app: App,
  beds: readonly Bed[],
  { questions, rounds, report }: QueryOptions
): Promise<(bed: Bed) => Answers> {
  const answers = new Map(beds.map((bed) => [bed, {} as Answers]));
  for (const question of questions) {
    report(`query: ${question}`);
    const asked = new Map<Bed, Answer[]>(beds.map((bed) => [bed, []]));
    for (let round = 0; round < rounds; round++) {
      for (const bed of round % 2 === 0 ? beds : beds.toReversed()) {
        if (isAsked(question, bed)) {
          asked.get(bed)!.push(await answerOf(app, question, bed));
        }
      }
    }
    for (const bed of beds) {
      answers.get(bed)![question] = middle(asked.get(bed)!);
    }
  }
  return (bed) => answers.get(bed)!;
}

/** How often a question is asked if Loki misses events: see docs/operate.md, Exact counts. */
const ATTEMPTS = 3;

/** @throws if the answer has too many events, or too few however often the question is asked */
export async function answerOf(app: App, question: Question, bed: AskedBed): Promise<Answer> {
  const { asking, kept, shape, pid } = bed;
  for (let attempt = 1; ; attempt++) {
    const before = usageOf(pid).cpuMs;
    const asked = await app.ask(question, asking).catch(failure);
    if ('failed' in asked) {
      return asked;
    }
    const expected = question === 'rare word' ? 1 : question.startsWith('counts') ? kept.events : asked.found;
    if (asked.found === expected) {
      return { ...asked, cpuS: (usageOf(pid).cpuMs - before) / 1000 };
    }
    if (asked.found > expected || attempt === ATTEMPTS) {
      throw new Error(`${shape}: ${question}: found ${asked.found} events in place of ${expected}`);
    }
  }
}

function failure({ message, cause }: Error): { failed: string } {
  return { failed: cause instanceof Error ? `${message}: ${cause.message}` : message };
}

/** The one that took the median time. */
function middle(all: readonly Answer[]): Answer | undefined {
  const times = (one: Answer): number => ('failed' in one ? Infinity : one.wholeS);
  return all.toSorted((a, b) => times(a) - times(b))[Math.ceil(all.length / 2) - 1];
}
