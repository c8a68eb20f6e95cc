import { ratio } from '../statistics.ts';
import { type Measured } from '../scenarios/query.ts';
import { type Asked, type Question, QUESTIONS } from './asked.ts';
import { ALLOY } from './programs.ts';

const MIB = 2 ** 20;

/** What was measured, as Markdown: a table of what events cost to keep, one for each question, and one of growth. */
export function queryTables(measured: readonly Measured[]): string {
  return [
    ['Keeping events', keptRows(measured)] as const,
    ...QUESTIONS.filter((question) => measured.some(({ asked }) => asked[question])).map(
      (question) => [titled(question), askedRows(measured, question)] as const
    ),
    ...(new Set(measured.map(({ events }) => events)).size > 1
      ? [["Growth: seconds until all is there, and of Loki's CPU", growthRows(measured)] as const]
      : []),
  ]
    .map(([title, rows]) => `**${title}**\n\n${markdown(rows)}`)
    .join('\n\n');
}

const titled = (question: string): string => `${question.charAt(0).toUpperCase()}${question.slice(1)}`;

function keptRows(measured: readonly Measured[]): string[][] {
  const header = [
    'events',
    'hours',
    'shape',
    'bytes an event, raw',
    'on disk',
    "to Alloy's",
    'streams',
    'chunks',
    "Loki's CPU for 1,000, ms",
    'written in, s',
    'load',
  ];
  const rows = measured.map((one) => {
    const { events, hours, shape, kept, load } = one;
    const base = measured.find((other) => other.events === events && other.shape === ALLOY)?.kept.diskBytes;
    return [
      number(events),
      number(hours),
      shape,
      number(kept.rawBytes / events),
      number(kept.diskBytes / events),
      times(ratio(kept.diskBytes, base)),
      number(kept.streams),
      number(kept.chunks),
      number((kept.cpuMs / events) * 1000),
      number(kept.seconds),
      load.map((one) => one.toFixed(1)).join(', '),
    ];
  });
  return [header, ...rows];
}

function askedRows(measured: readonly Measured[], question: Question): string[][] {
  const header = [
    'events',
    'shape',
    'first, s',
    'all, s',
    "to Alloy's",
    "Loki's CPU, s",
    "to Alloy's",
    'queries',
    'chunks',
    'lines',
    'MiB',
  ];
  const rows = measured.flatMap(({ events, shape, asked }) => {
    const answer = asked[question];
    if (!answer) {
      return [];
    }
    if ('failed' in answer) {
      return [
        [number(events), shape, `failed: ${answer.failed.replaceAll('|', '\\|')}`, ...new Array<string>(8).fill('')],
      ];
    }
    const base = askedOf(measured, events, ALLOY, question);
    return [
      [
        number(events),
        shape,
        seconds(answer.firstS),
        seconds(answer.wholeS),
        times(ratio(answer.wholeS, base?.wholeS)),
        seconds(answer.cpuS),
        times(ratio(answer.cpuS, base?.cpuS)),
        number(answer.queries),
        number(answer.chunks),
        number(answer.lines),
        number(answer.bytes / MIB),
      ],
    ];
  });
  return [header, ...rows];
}

function growthRows(measured: readonly Measured[]): string[][] {
  const volumes = [...new Set(measured.map(({ events }) => events))];
  const shapes = [...new Set(measured.map(({ shape }) => shape))];
  const header = ['question', 'shape', ...volumes.map((events) => `${number(events)} events`)];
  const rows = QUESTIONS.flatMap((question) =>
    shapes.map((shape) => [
      question,
      shape,
      ...volumes.map((events) => growth(askedOf(measured, events, shape, question))),
    ])
  );
  return [header, ...rows.filter(([, , ...figures]) => figures.some(Boolean))];
}

function askedOf(measured: readonly Measured[], events: number, shape: string, question: Question): Asked | undefined {
  const answer = measured.find((one) => one.events === events && one.shape === shape)?.asked[question];
  return answer && 'wholeS' in answer ? answer : undefined;
}

const growth = (asked: Asked | undefined): string => (asked ? `${seconds(asked.wholeS)}, ${seconds(asked.cpuS)}` : '');

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 });
const seconds = (value: number | undefined): string => value?.toFixed(value < 1 ? 2 : 1) ?? '';
const times = (value: number | undefined): string => (value === undefined ? '' : `${value.toFixed(2)} ×`);

function markdown([header, ...rows]: string[][]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header!), line(header!.map(() => '---')), ...rows.map(line)].join('\n');
}
