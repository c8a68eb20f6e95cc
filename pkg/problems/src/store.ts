import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery } from '@kubernetes-events/logql';

/** A stretch of time in milliseconds since the epoch; the start belongs to it, the end does not. */
export interface Span {
  from: number;
  to: number;
}

/** One line of a metric answer: a group and its value at each time (milliseconds) that it has one. */
export interface Series {
  labels: Record<string, string>;
  times: number[];
  values: number[];
}

/** Where events are read from: Loki, through Grafana or by its own API. */
export interface Store {
  /**
   * A metric query's values at `span.from`, then every `stepMs`, up to `span.to`.
   *
   * @throws {TooManySeries} if there are more groups than the store counts at once
   */
  metric(expr: string, span: Span, stepMs: number): Promise<Series[]>;
  /** The `limit` events nearest to the end (`newest`) or the start (`oldest`) of the span, in that order. */
  list(query: EventQuery, span: Span, order: 'newest' | 'oldest', limit: number): Promise<EventRecord[]>;
}

/** Loki counts no more than 500 groups in one question by default (`limits_config.max_query_series`). */
export class TooManySeries extends Error {}
