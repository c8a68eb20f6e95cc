import { type ShapeName } from './shapes/shape.ts';

/** The line formats that the collector writes, and `other` for a line that none of the readers knows. */
export type LineFormat = 'flat' | 'json' | 'logfmt' | 'other';

/**
 * One event as it is kept in Loki: what every view and command works with, for any collector and line
 * format wrote it. Text that is not known is an empty string.
 */
export interface EventRecord {
  /** Loki's timestamp: nanoseconds since the epoch, in decimal. */
  timestampNs: string;
  /** The same in milliseconds, for charts. */
  timeMs: number;
  /** `Normal`, `Warning`, or any other text. */
  type: string;
  reason: string;
  message: string;
  /** The involved object. */
  kind: string;
  namespace: string;
  name: string;
  objectUid: string;
  apiVersion: string;
  fieldPath: string;
  host: string;
  /** The reporting component (kubelet, default-scheduler, …) and its instance. */
  component: string;
  instance: string;
  action: string;
  /** A second object, as `Kind/namespace/name`. */
  related: string;
  /** Occurrences so far, and how many of them this entry adds. */
  count: number;
  increment: number;
  /** When it was first seen, as RFC 3339. */
  firstSeen: string;
  /** The Event object itself. */
  event: string;
  eventUid: string;
  resourceVersion: string;
  cluster: string;
  /** The object's top owner as `Kind/name`, where the collector knew it. */
  workload: string;
  /**
   * Stream labels and structured metadata as Loki gave them, without what Loki itself adds, and without our entries' names
   * for queries of other programs.
   */
  labels: Record<string, string>;
  line: string;
  format: LineFormat;
  /** How it is stored, by which program; `own` for entries of the first collector, too. */
  shape: ShapeName;
  /** The label `service_name`, which Loki adds if the program does not. */
  service: string;
  /** Stable across queries: the same entry has the same id. */
  id: string;
}
