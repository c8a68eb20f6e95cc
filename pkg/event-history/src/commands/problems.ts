import { baseMatchers, type EventQuery } from '@kubernetes-events/logql';
import { allProblems, jsonOf, type Problem, sentenceOf, stateWords, titleOf } from '@kubernetes-events/problems';
import { en } from '@kubernetes-events/problems/en';
import { stringify } from 'yaml';
import { Failure } from '../loki/failure.ts';
import { humanDuration } from '../print/age.ts';
import { Columns } from '../print/columns.ts';
import { lokiStore } from '../problems/store.ts';
import { withSession, type CommonFlags, type Session } from './session.ts';
import { type Terminal } from './terminal.ts';

export interface ProblemsFlags extends CommonFlags {
  output?: string;
  headers: boolean;
}

/** `problems`: what is broken, the most urgent first. */
export async function problems(flags: ProblemsFlags, terminal: Terminal): Promise<void> {
  const { output } = flags;
  if (output !== undefined && !['wide', 'json', 'yaml'].includes(output)) {
    throw new Failure(`-o ${output}: problems are printed as wide, json or yaml`);
  }
  await withSession(flags, terminal, async (session) => {
    const found = await problemsOf(session, flags, terminal);
    if (output === 'json' || output === 'yaml') {
      const list = { problems: found.map((problem, at) => jsonOf(problem, at + 1)) };
      await terminal.write(output === 'json' ? `${JSON.stringify(list, undefined, 4)}\n` : stringify(list));
    } else if (found.length === 0) {
      terminal.notify('No problems found.');
    } else {
      await terminal.write(table(found, output === 'wide', flags, terminal.now()));
    }
  });
}

export async function problemsOf(session: Session, flags: CommonFlags, { now }: Terminal): Promise<Problem[]> {
  const { loki, settings, namespace, range } = session;
  const filters = [
    ...(flags.allNamespaces ? [] : [{ field: '_namespace', values: [namespace], exclude: false }]),
    ...(settings.cluster === undefined ? [] : [{ field: 'cluster', values: [settings.cluster], exclude: false }]),
  ];
  const query: EventQuery = { base: baseMatchers(settings.streams), filters };
  const span = {
    from: Number(range.startNs / 1_000_000n),
    to: Math.min(Number(range.endNs / 1_000_000n), now()),
  };
  const { problems: found } = await allProblems({ store: lokiStore(loki), query, span });
  return flags.limit === undefined ? found : found.slice(0, flags.limit);
}

function table(
  found: readonly Problem[],
  wide: boolean,
  { headers, allNamespaces }: ProblemsFlags,
  nowMs: number
): string {
  const rows = found.map((problem) => [
    ...(allNamespaces ? [problem.namespace] : []),
    titleOf(problem, en),
    stateWords(problem, en, nowMs),
    `${problem.startsBefore ? '>' : ''}${humanDuration(nowMs - problem.startMs)}`,
    humanDuration(nowMs - problem.lastMs),
    String(problem.occurrences),
    String(problem.details?.pods.length ?? ''),
    ...(wide ? [problem.workload, sentenceOf(problem, en)] : []),
  ]);
  const names = [
    ...(allNamespaces ? ['NAMESPACE'] : []),
    'PROBLEM',
    'STATE',
    'SINCE',
    'LAST SEEN',
    'COUNT',
    'PODS',
    ...(wide ? ['WORKLOAD', 'WHAT HAPPENED'] : []),
  ];
  return [...new Columns(3).lines(headers ? [names, ...rows] : rows)].join('');
}
