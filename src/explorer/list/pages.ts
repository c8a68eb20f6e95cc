import { type EventRecord } from '@kubernetes-events/event';
import { type Span } from '../../shared/time/range';

/**
 * What is left of the span after the last record. Grafana asks by the millisecond, so that record's own one is asked for
 * again: others of it may be still to come.
 */
export function nextSpan(span: Span, last: EventRecord, order: 'newest' | 'oldest'): Span {
  return order === 'newest' ? { from: span.from, to: last.timeMs + 1 } : { from: last.timeMs, to: span.to };
}

/** The records with those of the next page, each once. */
export function appended(records: EventRecord[], page: readonly EventRecord[]): EventRecord[] {
  const known = new Set(records.slice(-page.length * 2).map(({ id }) => id));
  return [...records, ...page.filter(({ id }) => !known.has(id))];
}
