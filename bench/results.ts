import { percentile, ratio } from './statistics.ts';

/** What is measured, with its unit, and which way is better. */
export const MEASURES = {
  readyMs: { title: 'start: ready', unit: 'ms', better: 'less' },
  firstMs: { title: 'start: first new event queryable', unit: 'ms', better: 'less' },
  idleMiB: { title: 'RSS idle', unit: 'MiB', better: 'less' },
  p50Ms: { title: 'latency p50', unit: 'ms', better: 'less' },
  p99Ms: { title: 'latency p99', unit: 'ms', better: 'less' },
  calmCpuMs: { title: 'CPU per 1,000 events, at a steady rate', unit: 'ms', better: 'less' },
  calmMissing: { title: 'steady rate: not queryable', unit: 'events', better: 'less' },
  writeRate: { title: 'burst: written', unit: 'events/s', better: 'neither' },
  drainMs: { title: 'burst: all queryable after the last write', unit: 'ms', better: 'less' },
  cpuMs: { title: 'CPU per 1,000 events, in a burst', unit: 'ms', better: 'less' },
  quietCpu: { title: 'CPU on a quiet cluster', unit: '% of a core', better: 'less' },
  statusRate: { title: "pods' statuses written", unit: 'a second', better: 'neither' },
  churnCpu: { title: 'CPU while they are written', unit: '% of a core', better: 'less' },
  peakMiB: { title: 'RSS peak', unit: 'MiB', better: 'less' },
  missing: { title: 'not queryable', unit: 'events', better: 'less' },
  twice: { title: 'queryable twice', unit: 'events', better: 'less' },
  backlogRate: { title: 'backlog pushed', unit: 'events/s', better: 'more' },
} as const satisfies Record<string, { title: string; unit: string; better: 'less' | 'more' | 'neither' }>;

export type Measure = keyof typeof MEASURES;

/** One subject's figures in one scenario of one round. */
export interface Result {
  /** From 1. */
  round: number;
  scenario: string;
  subject: string;
  figures: Partial<Record<Measure, number>>;
}

export interface Comparison {
  scenario: string;
  measure: Measure;
  /** Subject → figure. */
  figures: Record<string, number>;
  /** The collector's figure as a multiple of the best rival's; undefined where there is no rival's. */
  toBestRival?: number | undefined;
  /** And of the floor's. */
  toFloor?: number | undefined;
}

export const COLLECTOR = 'collector';
export const FLOOR = 'floor';

/**
 * The results by scenario and measure: medians over the rounds. The collector's ratios to the best rival and to the floor
 * are medians of each round's own, so that a machine that is slower in some rounds changes both sides alike.
 */
export function compare(results: readonly Result[]): Comparison[] {
  const rounds = Map.groupBy(results, ({ round }) => round);
  const compared = [...rounds.values()].flatMap(compareRound);
  return [...Map.groupBy(compared, keyOf).values()].map(medians);
}

function compareRound(results: readonly Result[]): Comparison[] {
  const rows = new Map<string, Comparison>();
  for (const { scenario, subject, figures } of results) {
    for (const [measure, figure] of Object.entries(figures) as Array<[Measure, number]>) {
      const row = { scenario, measure, figures: {} };
      const known = rows.get(keyOf(row)) ?? row;
      known.figures = { ...known.figures, [subject]: figure };
      rows.set(keyOf(row), known);
    }
  }
  return [...rows.values()].map((row) => ({
    ...row,
    toBestRival: ratio(row.figures[COLLECTOR], bestRival(row)),
    toFloor: ratio(row.figures[COLLECTOR], row.figures[FLOOR]),
  }));
}

const keyOf = ({ scenario, measure }: Comparison): string => `${scenario}/${measure}`;

function medians(rounds: readonly Comparison[]): Comparison {
  const { scenario, measure } = rounds[0]!;
  const subjects = new Set(rounds.flatMap(({ figures }) => Object.keys(figures)));
  const figures = Object.fromEntries(
    [...subjects].map((subject) => [subject, median(rounds.map((round) => round.figures[subject])) ?? Number.NaN])
  );
  return {
    scenario,
    measure,
    figures,
    toBestRival: median(rounds.map(({ toBestRival }) => toBestRival)),
    toFloor: median(rounds.map(({ toFloor }) => toFloor)),
  };
}

function median(values: ReadonlyArray<number | undefined>): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : percentile(known, 0.5);
}

function bestRival({ measure, figures }: Comparison): number | undefined {
  const rivals = Object.entries(figures).filter(([subject]) => subject !== COLLECTOR && subject !== FLOOR);
  const values = rivals.map(([, figure]) => figure).filter(Number.isFinite);
  const { better } = MEASURES[measure];
  return values.length === 0 || better === 'neither' ? undefined : Math[better === 'less' ? 'min' : 'max'](...values);
}

/** The comparison as a table for a screen, a column a subject. */
export function table(comparisons: readonly Comparison[]): string {
  const subjects = [...new Set(comparisons.flatMap(({ figures }) => Object.keys(figures)))];
  const header = ['scenario', 'measure', 'unit', ...subjects, 'to best rival', 'to floor'];
  const rows = comparisons.map(({ scenario, measure, figures, toBestRival, toFloor }) => [
    scenario,
    MEASURES[measure].title,
    MEASURES[measure].unit,
    ...subjects.map((subject) => number(figures[subject])),
    times(toBestRival),
    times(toFloor),
  ]);
  return align([header, ...rows]);
}

/** Rows in columns: the first three to the left, numbers to the right. */
export function align(rows: readonly string[][], texts = 3): string {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const line = (row: string[]): string =>
    row.map((cell, at) => (at < texts ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

function number(value: number | undefined): string {
  if (value === undefined) {
    return '';
  }
  return Number.isFinite(value) ? value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 }) : 'never';
}

function times(value: number | undefined): string {
  return value === undefined ? '' : `${value.toFixed(2)} ×`;
}
