import { occasionOf } from '../fields/occasion';
import { type Moment } from './moments';
import { MINUTE } from '../shared/time/units';

/** Several moments that are one line until somebody opens it. */
export interface Fold {
  fold: Moment[];
  why: 'earlier' | 'node';
}

export type Part = { moment: Moment } | Fold;

/** What happened to a Node within this of trouble may have to do with it. */
const NEAR = 10 * MINUTE;
/** How many moments before the first warning are shown: often the change that led to it. */
const CONTEXT = 2;
const LONG_GAP = 5 * MINUTE;
/** Fewer moments than this take as little room as the line that would stand for them. */
const WORTH_FOLDING = 3;

/** What a Node reports as Normal and matters to its Pods all the same (Kubernetes 1.37, pkg/kubelet/events). */
const MATTERS = new Set([
  'NodeNotReady',
  'NodeHasDiskPressure',
  'NodeHasInsufficientMemory',
  'NodeHasInsufficientPID',
  'NodeNotSchedulable',
  'EvictionThresholdMet',
  'Rebooted',
  'Shutdown',
  'RemovingNode',
]);

/**
 * The story from the first warning of the object, or of one below it, with a little of what was just before. Earlier
 * moments are folded, but for the last change, and so are those of Nodes that have nothing to do with it: routine ones, and those far from any
 * warning.
 */
export function partsOf(moments: readonly Moment[]): Part[] {
  const troubles = moments.filter(isTrouble);
  const first = troubles[0] ? startOf(moments, moments.indexOf(troubles[0])) : 0;
  const start = first >= WORTH_FOLDING ? first : 0;
  const parts = earlierParts(moments.slice(0, start));
  let folding: Moment[] = [];
  for (const moment of moments.slice(start)) {
    if (isNode(moment) && !mattersNear(moment, troubles)) {
      folding.push(moment);
    } else {
      parts.push(...folded(folding), { moment });
      folding = [];
    }
  }
  return [...parts, ...folded(folding)];
}

/** The last change stays in view however long ago it was: it may have led to the trouble. */
function earlierParts(moments: readonly Moment[]): Part[] {
  const at = moments.findLastIndex(isChange);
  const fold = (some: readonly Moment[]): Part[] => (some.length > 0 ? [{ fold: [...some], why: 'earlier' }] : []);
  const change = moments[at];
  return change ? [...fold(moments.slice(0, at)), { moment: change }, ...fold(moments.slice(at + 1))] : fold(moments);
}

const isChange = ({ row }: Moment) => occasionOf(row.record) === 'change';

const isNode = ({ relation }: Moment) => relation?.role === 'node';

/** A warning of the object itself, or of one that it has made. */
const isTrouble = ({ row, relation }: Moment) =>
  row.record.type === 'Warning' && (!relation || relation.role === 'child');

/** Where the last few moments before the first warning begin, without those of Nodes. */
function startOf(moments: readonly Moment[], firstTrouble: number): number {
  const since = (moments[firstTrouble]?.row.from ?? 0) - NEAR;
  let start = firstTrouble;
  let shown = 0;
  for (let at = firstTrouble - 1; at >= 0 && shown < CONTEXT; at--) {
    const moment = moments[at];
    if (!moment || moment.row.to < since) {
      break;
    }
    if (!isNode(moment)) {
      start = at;
      shown += 1;
    }
  }
  return start;
}

function mattersNear({ row }: Moment, troubles: readonly Moment[]): boolean {
  const { type, reason } = row.record;
  const near = troubles.some((trouble) => row.from <= trouble.row.to + NEAR && row.to >= trouble.row.from - NEAR);
  return (type === 'Warning' || MATTERS.has(reason)) && (near || troubles.length === 0);
}

/** How long nothing happened before a moment, in milliseconds, if that was long; moments in order of the first time. */
export function gapsBetween(moments: readonly Moment[]): ReadonlyMap<Moment, number> {
  const gaps = new Map<Moment, number>();
  let until = Infinity;
  for (const moment of moments) {
    const gap = moment.row.from - until;
    if (gap >= LONG_GAP) {
      gaps.set(moment, gap);
    }
    // What repeats lasts until its last time.
    until = until === Infinity ? moment.row.to : Math.max(until, moment.row.to);
  }
  return gaps;
}

const folded = (moments: Moment[]): Part[] => (moments.length === 0 ? [] : [{ fold: moments, why: 'node' }]);
