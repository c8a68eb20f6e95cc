import { type Event } from '../event.ts';

/**
 * How a program stores events in Loki. `own` is what this collector writes, `first` the flat lines of the first one, which
 * kept no metadata. The others are named after what their lines are.
 */
export type ShapeName =
  | 'own'
  | 'first'
  | 'alloy-logfmt'
  | 'alloy-json'
  | 'k8s-monitoring-logfmt'
  | 'k8s-monitoring-json'
  | 'event-json'
  | 'watch-json'
  | 'new-event-json'
  | 'new-watch-json'
  | 'otel-attributes';

/** Where an entry has a field. */
export type Source =
  /** A stream label or structured metadata. */
  | { label: string }
  /** A key of a logfmt line, or the path in a JSON line. */
  | { key: string };

/** What is needed to read and to query entries of other programs. */
export interface Shape {
  /** The LogQL parser that finds fields in lines. */
  parser?: 'logfmt' | 'json';
  /** Whether streams or metadata may have labels with the names of keys. */
  hasLabelsLikeKeys?: boolean;
  /** A LogQL line filter for entries that are no revision of an event. */
  only?: string;
  /** Our field → where it is: the first that is not empty. A field that is not here is unknown. */
  fields: Readonly<Record<string, readonly Source[]>>;
  /** The event of an entry; undefined if it has another shape. */
  read(entry: StoredEntry): Event | undefined;
}

/** What Loki has of an event. */
export interface StoredEntry {
  line: string;
  /** Stream labels and structured metadata, together. */
  labels: Readonly<Record<string, string>>;
  /** The line as JSON, if it is an object. */
  json?: Readonly<Record<string, unknown>>;
}

export const label = (name: string): Source => ({ label: name });
export const key = (name: string): Source => ({ key: name });
