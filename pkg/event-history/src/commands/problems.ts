import { type Findings, findProblems, jsonOf, readProblem } from '@kubernetes-events/problems';
import { Failure, KubectlFailure } from '../loki/failure.ts';
import { humanDuration } from '../print/age.ts';
import { problemText } from '../problems/description.ts';
import { localTime } from '../print/local-time.ts';
import { yamlOf } from '../print/objects.ts';
import { problemTable, type RankedProblem } from '../problems/table.ts';
import { describedJson } from '../problems/json.ts';
import { problemsNamed, type Wanted } from '../problems/named.ts';
import { placeWords, rangeWords, type Scope, scopeOf } from '../problems/scope.ts';
import { lokiStore } from '../problems/store.ts';
import { storedIn } from '../problems/stored.ts';
import { objectIfNamed, typeNamed } from '../select/about.ts';
import { type CommonFlags, type Session, withSession } from './session.ts';
import { type Terminal, writeAll } from './terminal.ts';

/** How far back problems are looked for. */
export const PROBLEMS_SINCE = '3h';
export const PROBLEM_FORMATS = ['wide', 'json', 'yaml'] as const;
export const DESCRIBED_FORMATS = ['json', 'yaml'] as const;

export interface ProblemsFlags extends CommonFlags {
  output?: (typeof PROBLEM_FORMATS)[number];
  headers: boolean;
  workload?: string;
}

/** `wide` is of `problems` alone: here it is the same as no format. */
export type DescribeProblemFlags = Pick<ProblemsFlags, 'output'> & CommonFlags;

/** `problems`: what is broken, the most urgent first. */
export async function problems(flags: ProblemsFlags, terminal: Terminal): Promise<void> {
  const { output, headers, limit } = flags;
  await withSession(withRange(flags), terminal, async (session) => {
    const workload = await objectIfNamed(flags.workload, '--workload', session.storedKinds);
    // A Node is in no namespace.
    const namespace = flags.allNamespaces || workload?.namespaced === false ? undefined : session.namespace;
    const nowMs = terminal.now();
    const scope = scopeOf(session, { namespace, workload: workload && `${workload.kind}/${workload.name}` }, nowMs);
    const all = await problemsIn(session, scope, terminal);
    const shown = all.slice(0, limit);
    if (output === 'json' || output === 'yaml') {
      await writeList(
        shown.map(({ problem, rank }) => jsonOf(problem, rank)),
        output,
        terminal
      );
    } else if (all.length === 0) {
      terminal.notify(await nothingWords(session, scope, nowMs));
    } else {
      const withNamespace = namespace === undefined;
      const withCluster = new Set(all.map(({ problem }) => problem.cluster)).size > 1;
      const wide = output === 'wide';
      const { colour } = terminal;
      await writeAll(
        terminal,
        problemTable(shown, { wide, headers, withNamespace, withCluster, colour, nowMs, endMs: scope.span.to })
      );
      notifyOfMore(all.length - shown.length, terminal);
      notifyOfPast(scope, nowMs, terminal);
    }
  });
}

/** `problems describe NAME`: everything that is known of the problems of a workload, or of the one with a rank. */
export async function describeProblem(name: string, flags: DescribeProblemFlags, terminal: Terminal): Promise<void> {
  const { output } = flags;
  await withSession(withRange(flags), terminal, async (session) => {
    const { wanted, namespaced } = await wantedBy(name, session);
    const namespace = flags.allNamespaces || !namespaced ? undefined : session.namespace;
    const nowMs = terminal.now();
    const scope = scopeOf(session, { namespace }, nowMs);
    const found = await describedIn(session, scope, wanted, terminal);
    if (output === 'json' || output === 'yaml') {
      await writeList(found.map(describedJson), output, terminal);
      return;
    }
    const { default: language } = await import('@kubernetes-events/reasons/en');
    const options = { colour: terminal.colour, nowMs, endMs: scope.span.to, language };
    await terminal.write(found.map((one) => problemText(one, options)).join('\n'));
    notifyOfPast(scope, nowMs, terminal);
  });
}

/** @returns with a kind as the catalogue of types has it, where there is one: `deploy/web` is `Deployment/web` */
export async function wantedBy(
  text: string,
  { storedKinds }: Pick<Session, 'storedKinds'>
): Promise<{ wanted: Wanted; namespaced: boolean }> {
  const [first = '', ...rest] = text.split('/');
  const name = rest.join('/');
  if (first === '' || (rest.length > 0 && name === '')) {
    throw new Failure(`"${text}" names nothing: use a workload such as web or deployment/web, or a rank such as 1`);
  }
  if (rest.length === 0) {
    return { wanted: /^\d+$/.test(first) ? { rank: Number(first) } : { name: first }, namespaced: true };
  }
  try {
    const { kind, namespaced } = await typeNamed(first, storedKinds);
    return { wanted: { kind, name }, namespaced };
  } catch (error) {
    if (error instanceof KubectlFailure) {
      // What several workloads share may be no object of the cluster, such as a registry.
      return { wanted: { kind: first, name }, namespaced: true };
    }
    throw error;
  }
}

/** With the range of problems, if the flags have none. */
export const withRange = <Flags extends CommonFlags>(flags: Flags): Flags =>
  flags.since === undefined && flags.from === undefined ? { ...flags, since: PROBLEMS_SINCE } : flags;

type Reporting = Pick<Terminal, 'progress' | 'notify'>;

/** All problems of a scope with their ranks. Shows how far back it has counted. */
export async function problemsIn(
  { loki }: Pick<Session, 'loki'>,
  { query, span }: Scope,
  terminal?: Reporting
): Promise<RankedProblem[]> {
  const store = lokiStore(loki);
  const stored = await storedIn(store, query, span);
  let found: Findings['problems'] = [];
  for await (const findings of findProblems({ store, query: { ...query, ...stored }, span })) {
    const { problems: all, counted, done, readinessFrom } = findings;
    found = all;
    if (done && readinessFrom !== undefined) {
      terminal?.notify(
        `Failed readiness probes before ${localTime(readinessFrom)} are not counted: too many workloads have them. Narrow the namespace or the range.`
      );
    }
    const many = `${all.length} ${all.length === 1 ? 'problem' : 'problems'}`;
    const reading = counted.from <= span.from ? ', reading their events' : '';
    terminal?.progress(done ? '' : `${many} since ${localTime(counted.from)}${reading}`);
  }
  return found.map((problem, at) => ({ rank: at + 1, problem }));
}

/** The problems that are meant, with what their events say, however far down the list. @throws {Failure} if there are none */
export async function describedIn(
  session: Pick<Session, 'loki'>,
  scope: Scope,
  wanted: Wanted,
  terminal?: Reporting
): Promise<RankedProblem[]> {
  const found = problemsNamed(await problemsIn(session, scope, terminal), wanted, scope);
  const { query, span } = scope;
  const reading = { store: lokiStore(session.loki), query, nowMs: span.to };
  return Promise.all(
    found.map(async ({ rank, problem }) => ({
      rank,
      problem: problem.details ? problem : await readProblem({ ...reading, problem }),
    }))
  );
}

/** Whether nothing fails or nothing is known: an empty Loki looks like a healthy cluster. */
async function nothingWords({ loki }: Session, scope: Scope, nowMs: number): Promise<string> {
  const [newest] = await lokiStore(loki).list(scope.query, scope.span, 'newest', 1);
  const looked = `${placeWords(scope)} ${rangeWords(scope)}`;
  return newest
    ? `No problems found in ${placeWords(scope)}: looked at its events ${rangeWords(scope)}, the newest is ${humanDuration(nowMs - newest.timeMs)} old.`
    : `Nothing is known: Loki has no events of ${looked}. Check the namespace (-n, -A), the cluster (--cluster) and the range (--since).`;
}

async function writeList(list: readonly object[], output: 'json' | 'yaml', { write }: Terminal): Promise<void> {
  const whole = { problems: list };
  await write(output === 'json' ? `${JSON.stringify(whole, undefined, 4)}\n` : yamlOf(whole));
}

function notifyOfMore(more: number, { notify }: Terminal): void {
  if (more > 0) {
    notify(`${more} more ${more === 1 ? 'problem is' : 'problems are'} not shown: raise --limit.`);
  }
}

const RECENT_MS = 60_000;

/** A state is one at the end of the range. */
function notifyOfPast({ span }: Scope, nowMs: number, { notify }: Terminal): void {
  if (nowMs - span.to > RECENT_MS) {
    notify(`States are those at ${localTime(span.to)}, the end of the range.`);
  }
}
