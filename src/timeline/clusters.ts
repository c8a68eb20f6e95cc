import { type Span } from '../shared/time/range';
import { firstAt, type Lane } from './lanes';
import { xOf } from './scale';

/** Marks closer than this, in pixels, are drawn as one bar with their number. */
export const NEAR = 10;

/** Marks that stand so close that they are one: from `first` up to, not including, `end` of the lane's records. */
export interface Cluster {
  left: number;
  right: number;
  first: number;
  end: number;
  warnings: number;
  /** How often it happened: repeats counted. */
  count: number;
}

/**
 * A lane's marks in the visible span, those that would overlap put together. A cluster's end is looked for, not walked
 * to, so that a lane of 50,000 costs as little as what is drawn of it.
 */
export function clustersOf(scene: { width: number; span: Span }, lane: Lane): Cluster[] {
  const { times } = lane;
  const clusters: Cluster[] = [];
  const near = (NEAR / scene.width) * (scene.span.to - scene.span.from);
  const last = firstAt(times, scene.span.to + 1);
  for (let first = firstAt(times, scene.span.from); first < last;) {
    const end = endOf(times, first, last, near);
    clusters.push({
      left: xOf(scene, times[first] ?? 0),
      right: xOf(scene, times[end - 1] ?? 0),
      first,
      end,
      warnings: (lane.warningsBefore[end] ?? 0) - (lane.warningsBefore[first] ?? 0),
      count: (lane.occurrencesBefore[end] ?? 0) - (lane.occurrencesBefore[first] ?? 0),
    });
    first = end;
  }
  return clusters;
}

/** Where the run of records ends that stand nearer to one another than `near` milliseconds. */
function endOf(times: Float64Array, first: number, last: number, near: number): number {
  let end = first + 1;
  while (end < last && (times[end] ?? 0) - (times[end - 1] ?? 0) < near) {
    // All that stand within `near` of this one are of the run.
    end = Math.max(end + 1, Math.min(firstAt(times, (times[end] ?? 0) + near), last));
  }
  return end;
}
