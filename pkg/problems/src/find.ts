import { type EventQuery } from '@kubernetes-events/logql';
import { problemsIn } from './candidates.ts';
import { bucketsOf } from './buckets.ts';
import { countSigns } from './counts.ts';
import { withDetails, withNodeTrouble } from './details.ts';
import { withNamed } from './named.ts';
import { type Problem } from './problem.ts';
import { rankOf, ranked } from './rank.ts';
import { withNodes } from './nodes.ts';
import { sharedProblem } from './shared.ts';
import { type Span, type Store } from './store.ts';
import { withThings } from './things.ts';

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
  /** What is counted so far, in milliseconds. */
  counted: Span;
  /** Set if failed readiness probes are counted from here only, in milliseconds: too many workloads have them. */
  readinessFrom?: number;
  /** Whether this is the last answer. */
  done: boolean;
}

const DETAILS = 30;
/** How many problems are read at once. */
const AT_ONCE = 4;
/** How many of the workloads that share what fails are read. */
const MEMBERS = 12;

/** What is broken in a range, the most urgent first, growing as it is found. */
export async function* findProblems({ store, query, span, details = DETAILS }: Question): AsyncGenerator<Findings> {
  const buckets = bucketsOf(span);
  const nowMs = span.to;
  let problems: Problem[] = [];
  let readinessFrom: number | undefined;
  for await (const { groups, from, ...more } of countSigns(store, query, buckets)) {
    problems = ranked(problemsIn(groups, buckets, nowMs));
    readinessFrom = more.readinessFrom;
    yield { problems, counted: { from: Math.max(from, span.from), to: span.to }, readinessFrom, done: false };
  }
  problems = ranked(await withThings(store, query, problems, nowMs));
  // A problem whose events cannot be read still has its counts; who opens it reads them again, and sees why not.
  const read = (problem: Problem) => wholeProblem({ store, query, problem, nowMs }).catch(() => problem);
  for (let at = 0; at < Math.min(details, problems.length); at += AT_ONCE) {
    yield { problems, counted: span, readinessFrom, done: false };
    const next = await Promise.all(problems.slice(at, Math.min(at + AT_ONCE, details)).map(read));
    problems = problems.toSpliced(at, next.length, ...next);
  }
  problems = withNodes(await withNodeTrouble(store, query, problems), nowMs);
  problems = withNamed(problems).map((problem) => ({ ...problem, rank: rankOf(problem, nowMs) }));
  yield { problems: ranked(problems), counted: span, readinessFrom, done: true };
}

interface Reading {
  store: Store;
  query: EventQuery;
  problem: Problem;
  nowMs: number;
}

/** A problem with what its events say; of one that workloads share, what those of its first members say. */
async function wholeProblem({ store, query, problem, nowMs }: Reading): Promise<Problem> {
  const { shared } = problem;
  if (!shared) {
    const known = await withDetails(store, query, problem, nowMs);
    return { ...known, rank: rankOf(known, nowMs) };
  }
  const members = await Promise.all(
    shared.members.map((member, at) =>
      at < MEMBERS ? withDetails(store, query, member, nowMs) : Promise.resolve(member)
    )
  );
  return sharedProblem(shared, members, nowMs);
}

/** One problem that was found by its counts, with what its events say. */
export async function readProblem(reading: Reading): Promise<Problem> {
  const [whole] = await withNodeTrouble(reading.store, reading.query, [await wholeProblem(reading)]);
  return whole!;
}

/** The last of {@link findProblems}' answers. */
export async function allProblems(question: Question): Promise<Findings> {
  let last: Findings | undefined;
  for await (const findings of findProblems(question)) {
    last = findings;
  }
  return last!;
}
