import { type EventRecord } from '@kubernetes-events/event';
import { compareNanos } from '../../loki/list';
import { type Span } from '../../shared/time/range';

export type Order = 'newest' | 'oldest';

/**
 * What is left of the span after the last record. Grafana asks by the millisecond, so that record's own one is asked for
 * again: others of it may be still to come.
 */
export function nextSpan(span: Span, last: EventRecord, order: Order): Span {
  return order === 'newest' ? { from: span.from, to: last.timeMs + 1 } : { from: last.timeMs, to: span.to };
}

/** The span from where the list starts, as it was told to start in the middle. */
export function spanAt(span: Span, at: number, order: Order): Span {
  if (at <= span.from || at >= span.to) {
    return span;
  }
  return order === 'newest' ? { from: span.from, to: at } : { from: at, to: span.to };
}

export const opposite = (order: Order): Order => (order === 'newest' ? 'oldest' : 'newest');

/** The records with those of the next page, each once. */
export function appended(records: EventRecord[], page: readonly EventRecord[]): EventRecord[] {
  const known = new Set(records.slice(-page.length * 2).map(({ id }) => id));
  return [...records, ...page.filter(({ id }) => !known.has(id))];
}

/** The records with others of the list's other end, each once, all in the list's order. */
export function prepended(records: EventRecord[], page: readonly EventRecord[], order: Order): EventRecord[] {
  const known = new Set(records.slice(0, page.length * 2).map(({ id }) => id));
  const sign = order === 'newest' ? -1 : 1;
  const fresh = page
    .filter(({ id }) => !known.has(id))
    .sort((a, b) => sign * compareNanos(a.timestampNs, b.timestampNs));
  return [...fresh, ...records];
}
