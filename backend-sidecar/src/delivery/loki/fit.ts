import { type Entry, formatLine, readLine, spellTime } from '@kubernetes-events/event';
import { type Item } from '../item.ts';
import { GROUPS, type StreamGuard, without } from './guard.ts';
import { type Limits } from './limits.ts';
import { shorten } from './shorten.ts';
import { isoTime, msBetween } from './times.ts';

/** What Loki's refusals of one entry have asked for. Nothing here is ever taken back. */
export interface Changes {
  /** Whose time the entry has: its own, that at which the API server recorded it, or that of the push. */
  time: 'own' | 'recorded' | 'push';
  /** The time of the push, once it is used: a second push must be the same entry. */
  stampNs: bigint | undefined;
  /** No labels but those that are never moved. */
  bare: boolean;
  lineBytes: number;
}

/** How far before the clock an entry is stamped, at least, if Loki's clock is behind, in milliseconds. */
const CLOCK_STEP_MS = 60_000;

/** Metadata in the order of its weight, after labels that were moved; what is not named here comes last. */
const WEIGHT = ['reason', 'name', 'increment', 'workload', 'event_time', 'level', 'component', 'count'];

/**
 * The entry as the tenant's limits allow it. It is made from the original each time, in one order: time, labels,
 * metadata, line. So what was learned applies in any combination, and no change undoes another.
 */
export function fit(item: Item, changes: Changes, limits: Limits, guard: StreamGuard, clock: FitClock): Entry {
  const entry = limits.of('metadata fields') === 0 ? withGroupsAsLabels(item.entry) : item.entry;
  const timestampNs = timeOf(item, changes, limits, clock.nowNs);
  const moved = movedLabels(entry, changes, limits, guard, clock.nowMs);
  const lineBytes = Math.min(changes.lineBytes, limits.of('line bytes'));
  const isAtOwnTime = timestampNs === entry.timestampNs;
  const isLimited = limits.of('metadata fields') < Infinity || limits.of('metadata bytes') < Infinity;
  if (isAtOwnTime && moved.length === 0 && !isLimited && !isLonger(entry.line, lineBytes)) {
    return entry;
  }
  const metadata = { ...pick(entry.labels, moved), ...entry.metadata, ...(!isAtOwnTime && eventTime(entry)) };
  const line = limits.of('metadata fields') === 0 ? selfContained(entry) : lineAt(entry, timestampNs);
  return {
    labels: without(entry.labels, ...moved),
    timestampNs,
    line: isLonger(line, lineBytes) ? shorten(line, lineBytes, timestampNs) : line,
    metadata: isLimited ? weightiest(metadata, moved, limits, guard) : metadata,
  };
}

/** The groups are labels or metadata. If no metadata is allowed, they can only be labels. */
function withGroupsAsLabels(entry: Entry): Entry {
  const moved = GROUPS.filter((name) => name in entry.metadata);
  return moved.length === 0
    ? entry
    : {
        ...entry,
        labels: { ...entry.labels, ...pick(entry.metadata, moved) },
        metadata: without(entry.metadata, ...moved),
      };
}

function pick(labels: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, labels[name] ?? '']));
}

/** The entry's own time, for an entry that is pushed with another one. */
function eventTime({ timestampNs, metadata }: Entry): { event_time: string } | undefined {
  return timestampNs === 0n ? undefined : { event_time: metadata.event_time ?? isoTime(timestampNs) };
}

export interface FitClock {
  /** Since the epoch. */
  nowNs: bigint;
  /** On the monotonic clock. */
  nowMs: number;
}

/** The first time that is within the limits: the entry's own, that of its recording, else that of the push. */
function timeOf({ entry, recordedNs }: Item, changes: Changes, limits: Limits, nowNs: bigint): bigint {
  const { time } = changes;
  const candidates = [time === 'own' ? entry.timestampNs : 0n, time === 'push' ? 0n : recordedNs];
  const fitting = candidates.find((ns) => ns !== 0n && isWithin(ns, limits, nowNs));
  return fitting ?? (changes.stampNs ??= pushTime(limits, nowNs));
}

function isWithin(ns: bigint, limits: Limits, nowNs: bigint): boolean {
  const aheadMs = msBetween(nowNs, ns);
  return -aheadMs < limits.of('age') && aheadMs < limits.of('ahead');
}

/** Now; earlier if Loki's clock is so far behind that it refuses this as too new, later if it is ahead. */
function pushTime(limits: Limits, nowNs: bigint): bigint {
  const ahead = limits.of('ahead');
  const age = limits.of('age');
  const backMs = ahead <= 0 ? Math.max(CLOCK_STEP_MS, -ahead) - ahead : 0;
  const forthMs = age <= 0 ? CLOCK_STEP_MS - age : 0;
  return nowNs + BigInt(Math.round(forthMs - backMs)) * 1_000_000n;
}

function movedLabels({ labels }: Entry, changes: Changes, limits: Limits, guard: StreamGuard, nowMs: number): string[] {
  const isFull = limits.of('streams') < Infinity;
  const most = limits.of('label names');
  const surplus = most < Infinity ? Object.keys(labels).length - most : 0;
  if (!changes.bare && surplus <= 0) {
    return guard.surplus(labels, isFull, nowMs);
  }
  const tooMany = guard.optional(labels).slice(0, Math.max(surplus, 0));
  const moved = changes.bare ? [...new Set([...tooMany, ...guard.movable(labels)])] : tooMany;
  return [...moved, ...guard.surplus(without(labels, ...moved), isFull, nowMs)];
}

/** The line of an entry that gets this time. */
const lineAt = ({ line, timestampNs: ownNs }: Entry, timestampNs: bigint): string =>
  timestampNs === ownNs ? line : spellTime(line, ownNs);

/** The whole event as JSON. It needs no metadata. */
function selfContained({ line, metadata, timestampNs }: Entry): string {
  const { event, format } = readLine(line, timestampNs);
  if (format === 'json' || format === 'other') {
    return line;
  }
  return formatLine(metadata.message === undefined ? event : { ...event, message: metadata.message }, 'json');
}

/** As much metadata as is allowed. Groups and labels that were moved come first, so that queries by them find the entry. */
function weightiest(
  metadata: Record<string, string>,
  moved: readonly string[],
  limits: Limits,
  guard: StreamGuard
): Record<string, string> {
  const weight = (name: string): number => {
    if (GROUPS.includes(name) || (moved.includes(name) && !guard.isOthers(name))) {
      return -2;
    }
    // Counts of occurrences depend on it.
    if (name === 'increment' && metadata[name] !== '1') {
      return -1;
    }
    return WEIGHT.includes(name) ? WEIGHT.indexOf(name) : WEIGHT.length;
  };
  const kept: Record<string, string> = {};
  let bytes = 0;
  let fields = 0;
  for (const name of Object.keys(metadata).sort((a, b) => weight(a) - weight(b))) {
    const size = Buffer.byteLength(name) + Buffer.byteLength(metadata[name]!);
    if (fields < limits.of('metadata fields') && bytes + size <= limits.of('metadata bytes')) {
      kept[name] = metadata[name]!;
      bytes += size;
      fields++;
    }
  }
  return kept;
}

function isLonger(line: string, maxBytes: number): boolean {
  // A UTF-16 unit is three bytes at most: most lines need no counting.
  return line.length * 3 > maxBytes && Buffer.byteLength(line) > maxBytes;
}

/** What Loki counts towards the tenant's rate: line and metadata, in bytes. */
export function countedBytes({ line, metadata }: Entry): number {
  let bytes = Buffer.byteLength(line);
  for (const name in metadata) {
    bytes += name.length + Buffer.byteLength(metadata[name]!);
  }
  return bytes;
}
