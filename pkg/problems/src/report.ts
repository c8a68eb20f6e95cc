import { type EventRecord } from '@kubernetes-events/event';
import { type Problem } from './problem.ts';
import { plain, sentenceOf, stateWords, titleOf } from './say.ts';
import { type Words } from './words/words.ts';

export interface ReportOptions {
  words: Words;
  /** A time in words, such as `2026-11-25 14:01:02 UTC`. */
  clock(ms: number): string;
  /** The address of an event in the app. */
  link?(record: EventRecord): string;
  /** The address of the problem in the app. */
  address?: string;
  nowMs: number;
}

/** The skeleton of a post-mortem in Markdown: what is known with times and links, and what people have to add. */
export function reportOf(problem: Problem, { words, clock, link, address, nowMs }: ReportOptions): string {
  const { details, startMs, lastMs, startsBefore } = problem;
  const { report } = words;
  const facts: Array<[string, string]> = [
    [report.state, stateWords(problem, words, nowMs)],
    [report.start, `${startsBefore ? report.before : ''}${clock(startMs)}`],
    [report.lastSeen, clock(lastMs)],
    [report.where, [problem.cluster, problem.namespace, problem.workload].filter(Boolean).join(' / ')],
    [report.nodes, (details?.nodes ?? []).join(', ')],
  ];
  return [
    `# ${cell(titleOf(problem, words))}`,
    cell(sentenceOf(problem, words)),
    facts.flatMap(([name, value]) => (value ? [`- **${name}**: ${cell(value)}`] : [])).join('\n'),
    ...(address ? [`<${address}>`] : []),
    `## ${report.timeline}`,
    [
      `| ${report.time} | ${report.what} | ${report.object} |`,
      '| --- | --- | --- |',
      ...rowsOf(problem, clock, link),
    ].join('\n'),
    ...[report.impact, report.cause, report.followUps].map((heading) => `## ${heading}\n\n…`),
    '',
  ].join('\n\n');
}

/** What happened, in the order of time. */
function rowsOf(problem: Problem, clock: ReportOptions['clock'], link: ReportOptions['link']): string[] {
  const { newest, death, after, evidence = [] } = problem.details ?? {};
  const records = [...evidence.map(({ record }) => record), newest, death?.record, after?.record].filter(
    (record) => record !== undefined
  );
  return [...new Map(records.map((record) => [record.id, record])).values()]
    .sort((a, b) => a.timeMs - b.timeMs)
    .map((record) => {
      const time = link ? `[${clock(record.timeMs)}](${link(record)})` : clock(record.timeMs);
      return `| ${time} | ${cell(plain(record))} | ${cell([record.kind, record.name].join('/'))} |`;
    });
}

/** A text that stays one line and one cell, and no markup. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\|<>*_`[\]]/g, '\\$&');
