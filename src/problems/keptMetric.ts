import { type Series, type Span } from '@kubernetes-events/problems';
import { type BucketSeries, merged, seriesAt, seriesIn } from '../loki/bucketSeries';
import { type CountedBy, keepCounts, keptCounts } from '../loki/keptCounts';
import { UNIT_MS } from '../loki/units';

type Ask = (span: Span) => Promise<Series[]>;

/**
 * A metric query's values, of which those of the past are asked for once in a while. A value must count nothing after its
 * instant.
 */
export async function keptMetric(source: string, expr: string, span: Span, step: number, ask: Ask): Promise<Series[]> {
  const what: CountedBy = { source, query: expr, by: [], step };
  const count = Math.round((span.to - span.from) / step) + 1;
  const instantAt = (at: number) => span.from + at * step;
  const units = unitsOf(count, instantAt, step).map((unit) => {
    const part = { from: instantAt(unit.first), to: instantAt(unit.end - 1) };
    return { ...unit, part, kept: keptCounts(what, part) };
  });
  const lacking = units.filter(({ kept }) => !kept);
  const [oldest, newest] = [lacking[0], lacking.at(-1)];
  const asked: BucketSeries[] = [];
  if (oldest && newest) {
    const askedMs = Date.now();
    const answer = await ask({ from: oldest.part.from, to: newest.part.to });
    asked.push(...answer.map((one) => inInstants(one, span.from, step, count)));
    for (const { first, end, part } of units.slice(units.indexOf(oldest), units.indexOf(newest) + 1)) {
      const own = asked.map((one) => seriesIn(one, first, end)).filter(({ total }) => total > 0);
      keepCounts(what, part, own, askedMs);
    }
  }
  const isAsked = ({ first }: { first: number }) =>
    oldest !== undefined && newest !== undefined && first >= oldest.first && first <= newest.first;
  const known = units
    .filter((unit) => !isAsked(unit))
    .flatMap(({ first, kept = [] }) => kept.map(({ labels, counts }) => seriesAt(count, first, labels, counts)));
  return merged(asked, known).map(({ labels, counts }) => {
    const times = counts.flatMap((value, at) => (value > 0 ? [instantAt(at)] : []));
    return { labels, times, values: counts.filter((value) => value > 0) };
  });
}

/** Instants that are answered alike in any range that has all of them. */
function unitsOf(count: number, instantAt: (at: number) => number, step: number) {
  const isStart = (at: number) => at === 0 || step >= UNIT_MS || instantAt(at) % UNIT_MS === 0;
  const starts = Array.from({ length: count }, (_, at) => at).filter(isStart);
  return starts.map((first, at) => ({ first, end: starts[at + 1] ?? count }));
}

function inInstants({ labels, times, values }: Series, from: number, step: number, count: number): BucketSeries {
  const counts = new Array<number>(count).fill(0);
  times.forEach((time, at) => (counts[Math.round((time - from) / step)] = values[at] ?? 0));
  return { labels, counts, total: counts.reduce((sum, n) => sum + n, 0) };
}
