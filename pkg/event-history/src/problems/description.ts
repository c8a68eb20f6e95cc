import {
  type Details,
  type Evidence,
  type Problem,
  sentenceOf,
  stateWords,
  titleOf,
} from '@kubernetes-events/problems';
import { en } from '@kubernetes-events/problems/en';
import { exitCodeText, type Language } from '@kubernetes-events/reasons';
import { commandsOf } from './json.ts';
import { humanDuration } from '../print/age.ts';
import { Columns } from '../print/columns.ts';
import { localTime } from '../print/local-time.ts';
import { distanceWords, paint, type RankedProblem } from './table.ts';
import { escapeTerminal } from '../print/table.ts';

export interface DescribeOptions {
  colour: boolean;
  /** What ages count from. */
  nowMs: number;
  /** The end of the range: what states count from. */
  endMs: number;
  language: Language;
}

/** Below each heading, lines with this in front. */
const INDENT = '  ';

/** One problem as a text of sections; those that have nothing to say are left out. */
export function problemText({ rank, problem }: RankedProblem, options: DescribeOptions): string {
  const { details } = problem;
  const title = escapeTerminal(`${rank}. ${titleOf(problem, en)}`);
  const rest = [
    ...table(factsOf(problem, options)),
    ...(details ? detailLines(problem, details, options) : ['', 'Its events were not found.']),
    ...section(
      'Earlier in the range',
      problem.earlier.map((ms) => `began ${timeWords(ms, options.nowMs)}`)
    ),
  ].map(escapeTerminal);
  return [paint(problem, title, options.colour), ...rest, ''].join('\n');
}

function detailLines(problem: Problem, details: Details, { language }: DescribeOptions): string[] {
  return [
    ...deathLines(details, language),
    ...section('Near its start', evidenceRows(problem, details)),
    ...section('After it was last seen', afterRows(problem, details)),
    ...section(
      'Fails together',
      (problem.shared?.members ?? []).map((member) => [member.namespace, member.workload, titleOf(member, en)])
    ),
    ...section(headed('Pods', details.pods, details.partly), listed(details.pods)),
    ...section(headed('Nodes', details.nodes, details.partly), listed(details.nodes)),
    ...section('Check next', [...commandsOf(details), ...eventsCommand(problem)]),
  ];
}

function factsOf(problem: Problem, { nowMs, endMs }: DescribeOptions): string[][] {
  const { startMs, lastMs, startsBefore, cluster, namespace, workload, rank } = problem;
  return [
    ['State', stateWords(problem, en, endMs)],
    ['Since', `${startsBefore ? 'before ' : ''}${timeWords(startMs, nowMs)}`],
    ['Last seen', timeWords(lastMs, nowMs)],
    ['Workload', workload],
    ...(namespace ? [['Namespace', namespace]] : []),
    ...(cluster ? [['Cluster', cluster]] : []),
    ['What happened', sentenceOf(problem, en)],
    ['Rank', rankWords(rank)],
  ].map(([name = '', value = '']) => [`${INDENT}${name}:`, oneLine(value)]);
}

const timeWords = (ms: number, nowMs: number): string => `${localTime(ms)} (${humanDuration(nowMs - ms)} ago)`;

/** `3.6 = seriousness 3 × affected 1.2 × …`; factors of 1 change nothing. */
function rankWords({ score, ...factors }: Problem['rank']): string {
  const parts = Object.entries(factors).filter(([, factor]) => factor !== 1);
  const words = parts.map(([name, factor]) => `${name} ${rounded(factor)}`).join(' × ');
  return parts.length > 0 ? `${rounded(score)} = ${words}` : rounded(score);
}

const rounded = (n: number): string => String(Math.round(n * 100) / 100);

function deathLines({ death }: Details, language: Language): string[] {
  if (!death) {
    return [];
  }
  const { record, reason, exitCode, container, lastWords } = death;
  const meaning = exitCodeText(String(exitCode), reason, language);
  return section('How it died last', [
    `${localTime(death.atMs)}  ${[record.kind, record.name].join('/')}, container ${container}`,
    death.text,
    `${reason}, exit code ${exitCode}${meaning ? `: ${meaning}` : ''}`,
    ...(lastWords === ''
      ? []
      : [
          'its last message:',
          ...lastWords
            .trimEnd()
            .split('\n')
            .map((line) => `| ${line}`),
        ]),
  ]);
}

/** The last change is there even if other things are nearer. */
function evidenceRows({ startMs }: Problem, { evidence, change }: Details): string[][] {
  const isListed = evidence.some(({ record }) => record.id === change?.record.id);
  const all: ReadonlyArray<Pick<Evidence, 'record' | 'distanceMs'>> =
    change && !isListed ? [...evidence, { record: change.record, distanceMs: change.atMs - startMs }] : evidence;
  return all.map(({ record, distanceMs }) => rowOf(record, distanceWords(distanceMs)));
}

function afterRows({ lastMs }: Problem, { after }: Details): string[][] {
  return after ? [rowOf(after.record, distanceWords(after.atMs - lastMs))] : [];
}

const rowOf = ({ kind, name, reason, message }: Evidence['record'], distance: string): string[] => [
  distance,
  [kind, name].join('/'),
  reason,
  oneLine(message),
];

const oneLine = (text: string): string => text.trim().replace(/\s*\n\s*/g, ' ');

const headed = (heading: string, { length }: readonly string[], partly: boolean): string =>
  `${heading} (${partly ? 'at least ' : ''}${length})`;

/** How many names a section has. */
const MOST_NAMES = 12;

function listed(names: readonly string[]): string[] {
  const more = names.length - MOST_NAMES;
  return [...names.slice(0, MOST_NAMES), ...(more > 0 ? [`and ${more} more (-o json has all)`] : [])];
}

/** All events of the workload around it. */
function eventsCommand({ shared, workload, namespace, startMs }: Problem): string[] {
  const [kind = '', name = ''] = workload.split('/');
  if (shared || name === '') {
    return [];
  }
  const from = new Date(startMs - BEFORE_MS).toISOString();
  const where = namespace ? `-n ${namespace} --workload` : '-A --for';
  return [`kubectl event-history get ${where} ${kind.toLowerCase()}/${name} --from ${from}`];
}

const BEFORE_MS = 600_000;

/** A heading and lines, or cells of lines that are aligned. */
function section(heading: string, lines: ReadonlyArray<string | readonly string[]>): string[] {
  return lines.length === 0 ? [] : ['', `${heading}:`, ...table(lines.map((line) => [line].flat()).map(indented))];
}

const indented = ([first = '', ...rest]: readonly string[]): string[] => [`${INDENT}${first}`, ...rest];

const table = (rows: ReadonlyArray<readonly string[]>): string[] =>
  [...new Columns(2).lines(rows)].map((line) => line.trimEnd());
