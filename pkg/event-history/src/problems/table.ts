import { styleText } from 'node:util';
import { type Evidence, type Problem, sentenceOf, type State, stateWords, titleOf } from '@kubernetes-events/problems';
import { en } from '@kubernetes-events/problems/en';
import { humanDuration } from '../print/age.ts';
import { Columns } from '../print/columns.ts';
import { escapeTerminal } from '../print/table.ts';

/** A problem and its place in the list, from 1. */
export interface RankedProblem {
  rank: number;
  problem: Problem;
}

export interface ProblemTableOptions {
  wide: boolean;
  headers: boolean;
  withNamespace: boolean;
  withCluster: boolean;
  colour: boolean;
  /** What ages count from. */
  nowMs: number;
  /** The end of the range: what states count from. */
  endMs: number;
}

/** A table of problems. What has any length comes last, so that the other columns fit a narrow terminal. */
export function problemTable(problems: readonly RankedProblem[], options: ProblemTableOptions): Iterable<string> {
  const columns = columnsOf(options);
  const rows = problems.map((one) => columns.map(([, value]) => value(one)));
  return new Columns(2).lines(options.headers ? [columns.map(([header]) => header), ...rows] : rows);
}

type ProblemColumn = readonly [header: string, value: (one: RankedProblem) => string];

function columnsOf({ wide, withNamespace, withCluster, colour, nowMs, endMs }: ProblemTableOptions): ProblemColumn[] {
  const text =
    (value: (problem: Problem) => string) =>
    ({ problem }: RankedProblem): string =>
      escapeTerminal(value(problem));
  return [
    ['RANK', ({ rank }) => String(rank)],
    ['STATE', ({ problem }) => paint(problem, stateWords(problem, en, endMs), colour)],
    ['SINCE', text((problem) => sinceWords(problem, nowMs))],
    ...(wide
      ? ([
          ['LAST SEEN', text((problem) => lastSeenWords(problem, nowMs))],
          ['COUNT', text(({ occurrences }) => String(occurrences))],
        ] as const)
      : []),
    ['PODS', text(podCount)],
    ...(withCluster ? [['CLUSTER', text(({ cluster }) => cluster)] as const] : []),
    ...(withNamespace ? [['NAMESPACE', text(({ namespace }) => namespace)] as const] : []),
    ['PROBLEM', text((problem) => titleOf(problem, en))],
    ...(wide ? WIDE.map(([header, value]) => [header, text(value)] as const) : []),
  ];
}

const WIDE: ReadonlyArray<readonly [header: string, value: (problem: Problem) => string]> = [
  ['WORKLOAD', ({ workload }) => workload],
  ['NODES', ({ details }) => details?.nodes.join(',') ?? ''],
  ['CHANGE', lastChange],
  ['WHAT HAPPENED', (problem) => sentenceOf(problem, en)],
];

const PAINT = { ongoing: 'red', quiet: 'yellow', over: 'dim' } as const satisfies Record<State, string>;

/** A text in the colour of the problem's state. */
export const paint = ({ state }: Problem, words: string, colour: boolean): string =>
  colour ? styleText(PAINT[state], words, { validateStream: false }) : words;

/** How long ago it began; `>` if it goes back further than was looked, `~` if only counts say so. */
const sinceWords = ({ startsBefore, startMs, details }: Problem, nowMs: number): string =>
  `${startsBefore ? '>' : details ? '' : '~'}${humanDuration(nowMs - startMs)}`;

const lastSeenWords = ({ lastMs, details }: Problem, nowMs: number): string =>
  `${details ? '' : '~'}${humanDuration(nowMs - lastMs)}`;

/** Empty if its events have not been read; `+` if there may be more. */
function podCount({ details }: Problem): string {
  return details ? `${details.pods.length}${details.partly ? '+' : ''}` : '';
}

function lastChange({ details, startMs }: Problem): string {
  const change = details?.change;
  return change ? `revision ${change.revision}, ${distanceWords(change.atMs - startMs)}` : '';
}

/** `1m12s before`, `10s after` */
export function distanceWords(distanceMs: Evidence['distanceMs']): string {
  const length = Math.abs(distanceMs);
  return length < SECOND ? 'same second' : `${humanDuration(length)} ${distanceMs > 0 ? 'after' : 'before'}`;
}

const SECOND = 1000;
