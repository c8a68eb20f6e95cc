import { type EventRecord } from '@kubernetes-events/event';
import { compareNanos } from './list';
import { type Span } from '../shared/time/range';

export type Order = 'newest' | 'oldest';

/**
 * What is left of the span after the last record. Grafana queries by the millisecond, so the last record's own one is
 * queried again: it may hold further records.
 */
export function nextSpan(span: Span, last: EventRecord, order: Order): Span {
  return order === 'newest' ? { from: span.from, to: last.timeMs + 1 } : { from: last.timeMs, to: span.to };
}

/** What is left of the span beyond the last record's millisecond. */
export function spanBeyond(span: Span, last: EventRecord, order: Order): Span {
  return order === 'newest' ? { from: span.from, to: last.timeMs } : { from: last.timeMs + 1, to: span.to };
}

/** The part of the span that a list shows which starts in the middle of it, at `at`. */
export function spanAt(span: Span, at: number, order: Order): Span {
  if (at <= span.from || at >= span.to) {
    return span;
  }
  return order === 'newest' ? { from: span.from, to: at } : { from: at, to: span.to };
}

export const opposite = (order: Order): Order => (order === 'newest' ? 'oldest' : 'newest');

/** The records with those of the next page, each once. */
export function appended(records: EventRecord[], page: readonly EventRecord[]): EventRecord[] {
  return [...records, ...unknownOf(page, records)];
}

/** The records with others from the list's start, each once, all in the list's order. */
export function prepended(records: EventRecord[], page: readonly EventRecord[], order: Order): EventRecord[] {
  const sign = order === 'newest' ? -1 : 1;
  // Records may arrive late, so that they belong between others.
  return [...unknownOf(page, records), ...records].sort((a, b) => sign * compareNanos(a.timestampNs, b.timestampNs));
}

/** What of a page, in the order of time, is not among the records. */
export function unknownOf(page: readonly EventRecord[], records: readonly EventRecord[]): EventRecord[] {
  const ends = [page[0]?.timeMs ?? 0, page.at(-1)?.timeMs ?? 0];
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  const known = new Set(records.filter(({ timeMs }) => timeMs >= from && timeMs <= to).map(({ id }) => id));
  return page.filter(({ id }) => !known.has(id));
}
