import { type EventQuery } from '@kubernetes-events/logql';
import { type Span } from '../shared/time/range';
import { MINUTE } from '../shared/time/units';
import { type BucketSeries, summedBy } from './bucketSeries';
import { type LokiError } from './error';

/**
 * What ended this long ago hardly changes any more. The last events to arrive regularly are those that end a series:
 * client-go writes them up to 12 minutes after what they count (tools/events, `finishTime` is 6 minutes and is looked at
 * every 6).
 */
export const SETTLED_MS = 15 * MINUTE;

/**
 * A collector that was away delivers even later, and nothing in Loki's answers says so. Counts are therefore kept this
 * long at most, and a refresh by hand forgets them all.
 */
export const KEPT_MS = 5 * MINUTE;

/** How many numbers to keep, some 16 MB: the counts that were used last stay. */
export const MOST_NUMBERS = 2_000_000;

/** What was counted: which events, in which Loki, by which labels, in buckets of which length. */
export interface CountedBy {
  source: string;
  /** An event query, or LogQL. */
  query: EventQuery | string;
  by: readonly string[];
  /** In milliseconds. */
  step: number;
}

interface Kept {
  by: readonly string[];
  askedMs: number;
  series: readonly BucketSeries[];
}

/** Of each part, the counts by different labels. The part that was used last stands last. */
const parts = new Map<string, Kept[]>();
let numbers = 0;
/** Answers to what was asked before this are not kept. */
let forgottenMs = 0;

const refusals = new Map<string, { error: LokiError; askedMs: number }>();

const keyOf = ({ source, query, step }: CountedBy, { from, to }: Span) =>
  JSON.stringify([source, query, step, from, to]);

const refusalKey = ({ source, query, by }: CountedBy) => JSON.stringify([source, query, [...by].sort()]);

/** The counts of a part of the range that was counted a moment ago, by these labels or by more; undefined if there are none. */
export function keptCounts(what: CountedBy, part: Span, nowMs = Date.now()): readonly BucketSeries[] | undefined {
  const key = keyOf(what, part);
  const all = parts.get(key);
  const kept = all?.find(
    ({ by, askedMs }) => nowMs - askedMs < KEPT_MS && what.by.every((label) => by.includes(label))
  );
  if (!all || !kept) {
    return undefined;
  }
  parts.delete(key);
  parts.set(key, all);
  return kept.by.length === what.by.length ? kept.series : summedBy(kept.series, what.by);
}

/** Keeps the counts of a part, if they hardly change any more. @param askedMs when Loki was asked */
export function keepCounts(what: CountedBy, part: Span, series: readonly BucketSeries[], askedMs: number): void {
  if (part.to > askedMs - SETTLED_MS || askedMs < forgottenMs) {
    return;
  }
  const key = keyOf(what, part);
  const isOther = ({ by }: Kept) => by.length !== what.by.length || !what.by.every((label) => by.includes(label));
  const others = (parts.get(key) ?? []).filter((kept) => isOther(kept) && askedMs - kept.askedMs < KEPT_MS);
  drop(key);
  put(key, [...others, { by: what.by, askedMs, series }]);
  for (const oldest of parts.keys()) {
    if (numbers <= MOST_NUMBERS) {
      break;
    }
    drop(oldest);
  }
}

/** Why Loki refused to count by these labels a moment ago, however small the part of the range. */
export function keptRefusal(what: CountedBy, nowMs = Date.now()): LokiError | undefined {
  const refusal = refusals.get(refusalKey(what));
  return refusal && nowMs - refusal.askedMs < KEPT_MS ? refusal.error : undefined;
}

/** Keeps a refusal, so that a refresh does not ask for the same several times. */
export function keepRefusal(what: CountedBy, error: LokiError, askedMs: number): void {
  refusals.set(refusalKey(what), { error, askedMs });
}

/** Everything is counted again when it is next asked for. */
export function forgetCounts(nowMs = Date.now()): void {
  forgottenMs = nowMs;
  parts.clear();
  refusals.clear();
  numbers = 0;
}

function put(key: string, kept: Kept[]): void {
  parts.set(key, kept);
  numbers += sizeOf(kept);
}

function drop(key: string): void {
  numbers -= sizeOf(parts.get(key) ?? []);
  parts.delete(key);
}

/** An empty answer takes room as well. */
const sizeOf = (kept: readonly Kept[]) =>
  kept.reduce((sum, { series }) => sum + series.reduce((all, { counts }) => all + counts.length, 1), 0);
