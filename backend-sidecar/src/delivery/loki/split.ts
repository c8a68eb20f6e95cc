import { type Item } from '../item.ts';
import { streamOf } from './encode.ts';
import { type Reason } from './refusal.ts';

/** Two parts to be asked about each by itself: streams apart where there are several, else the older and the newer. */
export function split(items: readonly Item[]): [Item[], Item[]] {
  const streams = [...new Set(items.map(({ entry }) => streamOf(entry.labels)))];
  if (streams.length > 1) {
    const first = new Set(streams.slice(0, Math.ceil(streams.length / 2)));
    const isFirst = ({ entry }: Item): boolean => first.has(streamOf(entry.labels));
    return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
  }
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

/** Reasons that hold for a stream as a whole. */
const OF_STREAMS = new Set(['too many streams', 'too many labels', 'bad label']);

/**
 * Whether the answer to a push says that all of its entries were refused, for the same reasons. Where it may have been
 * some of them, `false`: Loki keeps the others, and a mended copy of one of those would be a second entry.
 */
export function allRefused(items: readonly Item[], reasons: readonly Reason[], text: string): boolean {
  const [reason] = reasons;
  if (items.length === 1 || (reasons.length === 1 && reason?.kind === 'no metadata')) {
    return true;
  }
  const streams = new Set(items.map(({ entry }) => streamOf(entry.labels)));
  if (streams.size > 1 || reasons.length > 1 || !reason) {
    return false;
  }
  return OF_STREAMS.has(reason.kind) || (reason.kind === 'too far behind' && ignoredAll(text, items.length));
}

function ignoredAll(text: string, count: number): boolean {
  const match = /total ignored: (\d+) out of (\d+)/.exec(text);
  return Number(match?.[1]) === count && Number(match?.[2]) === count;
}
