import { type Entry } from '@kubernetes-events/event';
import { type Item } from '../item.ts';
import { streamOf } from './encode.ts';
import { type Changes, countedBytes } from './fit.ts';
import { type ReasonKind } from './refusal.ts';

/** An entry that Loki has not acknowledged yet. */
export interface Pending {
  readonly item: Item;
  readonly changes: Changes;
  /** The entry as it is pushed. */
  entry: Entry;
  stream: string;
  /** At least as many as Loki counts of it. */
  bytes: number;
  /** How it was refused last, until it is fitted again. */
  refused: { entry: Entry; reason: ReasonKind; text: string } | undefined;
  /** How often it was changed because of a refusal. */
  rounds: number;
  /** Set once it was refused alone, without a known reason. */
  suspicion: Suspicion | undefined;
  /** Not pushed again before this, on the monotonic clock. */
  notBeforeMs: number;
}

export interface Suspicion {
  /** How often it was refused alone, while Loki took other entries in between. */
  refusals: number;
  /** How many pushes Loki had taken by the last of them. */
  taken: number;
}

export function pendingOf(item: Item): Pending {
  return {
    item,
    changes: { time: 'own', stampNs: undefined, bare: false, lineBytes: Infinity },
    entry: item.entry,
    stream: '',
    bytes: item.bytes,
    refused: undefined,
    rounds: 0,
    suspicion: undefined,
    notBeforeMs: 0,
  };
}

/** Sets the form in which the entry is pushed from now on. */
export function write(pending: Pending, entry: Entry): void {
  pending.entry = entry;
  pending.stream = streamOf(entry.labels);
  // To count again takes longer than all else that is done for an entry.
  pending.bytes = entry === pending.item.entry ? pending.item.bytes : countedBytes(entry);
}

export function bytesOf(batch: readonly Pending[]): number {
  return batch.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** By stream, in order. */
export function byStream(batch: readonly Pending[]): Map<string, Pending[]> {
  return Map.groupBy(batch, ({ stream }) => stream);
}

/** In two: streams apart if there are several, else the older and the newer entries. */
export function halves(batch: readonly Pending[]): [Pending[], Pending[]] {
  const streams = [...byStream(batch).values()];
  const parts = streams.length > 1 ? streams : batch.map((pending) => [pending]);
  const middle = Math.ceil(parts.length / 2);
  return [parts.slice(0, middle).flat(), parts.slice(middle).flat()];
}

export function isSame(one: Entry, other: Entry): boolean {
  return (
    one === other ||
    (one.timestampNs === other.timestampNs &&
      one.line === other.line &&
      isSameRecord(one.labels, other.labels) &&
      isSameRecord(one.metadata, other.metadata))
  );
}

function isSameRecord(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
