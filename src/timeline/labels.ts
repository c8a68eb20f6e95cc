import { type Cluster } from './clusters';
import { type Lane } from './lanes';

/** A cluster with more runs of one reason than this, as in a Node's lane, is only counted. */
const MOST_RUNS = 200;
const GAP = 6;

/** What is written in a bar, and to the right of a mark or bar. */
export interface Label {
  inside?: string;
  beside?: string;
}

interface ReasonCount {
  reason: string;
  count: number;
  warnings: number;
}

/**
 * The most frequent reason in a cluster, of its warnings if it has any, with how many other reasons there are; undefined
 * for a lane that is named after its reason, and if there are too many to count.
 */
export function reasonIn(lane: Lane, cluster: Cluster): string | undefined {
  const counts = 'reason' in lane.values ? undefined : reasonCounts(lane, cluster);
  const [leading] = (counts ?? []).sort((a, b) => b.warnings - a.warnings || b.count - a.count);
  const others = (counts?.length ?? 0) - 1;
  return leading && (others > 0 ? `${leading.reason} +${others}` : leading.reason);
}

function reasonCounts(lane: Lane, { first, end }: Cluster): ReasonCount[] | undefined {
  const counts = new Map<string, ReasonCount>();
  let runs = 0;
  for (let at = first; at < end;) {
    const next = Math.min(lane.reasonEnds[at] ?? end, end);
    const reason = lane.records[at]?.reason ?? '';
    const known = counts.get(reason) ?? { reason, count: 0, warnings: 0 };
    known.count += between(lane.occurrencesBefore, at, next);
    known.warnings += between(lane.warningsBefore, at, next);
    counts.set(reason, known);
    at = next;
    runs += 1;
    if (runs > MOST_RUNS) {
      return undefined;
    }
  }
  return [...counts.values()];
}

const between = (sums: Uint32Array, first: number, end: number) => (sums[end] ?? 0) - (sums[first] ?? 0);

interface Drawn {
  /** The width of the bar; 0 for a mark. */
  bar: number;
  /** Empty for what happened once. */
  count: string;
  reason?: string;
}

/**
 * What fits: the reason and the count in the bar, else the count in the bar and the reason in the gap before the next
 * mark, else both in that gap, else the count alone.
 *
 * @param room from the cluster's right edge to the next mark, in pixels
 */
export function labelOf({ bar, count, reason }: Drawn, room: number, widthOf: (text: string) => number): Label {
  const fits = (text: string, width: number) => text !== '' && widthOf(text) + 2 * GAP <= width;
  const whole = [reason ?? '', count && `×${count}`].filter(Boolean).join(' ');
  if (reason && fits(whole, bar)) {
    return { inside: whole };
  }
  const inside = fits(count, bar) ? count : undefined;
  const beside = inside ? (reason ?? '') : whole;
  return { inside, beside: reason && fits(beside, room) ? beside : undefined };
}
