import { type EventQuery } from '@kubernetes-events/logql';
import { problemsIn } from './candidates.ts';
import { bucketsOf, type Buckets, countSigns } from './counts.ts';
import { withDetails } from './details.ts';
import { type Problem } from './problem.ts';
import { rankOf, ranked } from './rank.ts';
import { withShared } from './shared.ts';
import { type Span, type Store } from './store.ts';

export interface Question {
  store: Store;
  /** Which events to look at: the streams, and filters on their namespace, workload, cluster, … */
  query: EventQuery;
  span: Span;
  /** How many of the problems, from the top, get what their events say; the others have counts alone. */
  details?: number;
}

/** The problems as far as they are found: counts first, from the newest end of the range, then what the events say. */
export interface Findings {
  problems: Problem[];
  buckets: Buckets;
  /** What is counted so far, in milliseconds. */
  counted: Span;
  /** Whether this is the last answer. */
  done: boolean;
}

const DETAILS = 30;
/** How many problems are read at once. */
const AT_ONCE = 4;

/** What is broken in a range, the most urgent first, growing as it is found. */
export async function* findProblems({ store, query, span, details = DETAILS }: Question): AsyncGenerator<Findings> {
  const buckets = bucketsOf(span);
  const nowMs = span.to;
  let problems: Problem[] = [];
  for await (const { groups, from } of countSigns(store, query, buckets)) {
    problems = ranked(problemsIn(groups, buckets, nowMs));
    yield { problems, buckets, counted: { from: Math.max(from, span.from), to: span.to }, done: false };
  }
  const read = await inParallel(problems.slice(0, details), async (problem) => {
    const known = await withDetails(store, query, problem, nowMs);
    return { ...known, rank: rankOf(known, nowMs) };
  });
  const all = await withShared(store, query, [...read, ...problems.slice(details)], nowMs);
  yield { problems: ranked(all), buckets, counted: span, done: true };
}

/** The last of {@link findProblems}' answers. */
export async function allProblems(question: Question): Promise<Findings> {
  let last: Findings | undefined;
  for await (const findings of findProblems(question)) {
    last = findings;
  }
  return last!;
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
}
