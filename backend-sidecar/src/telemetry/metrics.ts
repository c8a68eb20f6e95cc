import { type Event, text } from '@kubernetes-events/event';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DROP_REASONS } from './drop-reasons.ts';
import { VERSION } from '../version.ts';

/** How many combinations of type, reason, kind and namespace are counted separately; all others are counted as one. */
const MOST_COMBINATIONS = 2_000;

/** How many tenants are counted separately; all others are counted as one, `other`. */
const MOST_TENANTS = 100;

/** How many lags are collected before the histogram takes them. */
const MOST_LAGS = 1_000;

/** The count of one combination since the metrics were last read. */
interface Combination {
  labels: Record<'type' | 'reason' | 'kind' | 'namespace', string>;
  count: number;
}

/** The collector's Prometheus metrics, each under its name without the common prefix. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const prefix = 'kubernetes_events_collector_';
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name: prefix + name, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name: prefix + name, help, labelNames, registers });
  /** A counter that is raised with each event: a map that is moved to Prometheus' counter when metrics are read. */
  const tally = (name: string, help: string, label?: string): { inc(by?: number, value?: string): void } => {
    const counts = new Map<string, number>();
    new Counter({
      name: prefix + name,
      help,
      labelNames: label ? [label] : [],
      registers,
      collect() {
        for (const [value, count] of counts) {
          this.inc(label ? { [label]: value } : {}, count);
        }
        counts.clear();
      },
    });
    return { inc: (by = 1, value = '') => void counts.set(value, (counts.get(value) ?? 0) + by) };
  };
  new Counter({
    name: 'kubernetes_events_total',
    help: 'Event revisions passed on, by what they are about. Beyond 2,000 combinations: "other".',
    labelNames: ['type', 'reason', 'kind', 'namespace'] as const,
    registers,
    // Here, once a scrape, and not for each event.
    collect() {
      for (const combination of [...combinations.values(), others]) {
        if (combination.count > 0) {
          this.inc(combination.labels, combination.count);
          combination.count = 0;
        }
      }
    },
  });
  const combinations = new Map<string, Combination>();
  const others: Combination = {
    labels: { type: 'other', reason: 'other', kind: 'other', namespace: 'other' },
    count: 0,
  };

  new Gauge({
    name: `${prefix}build_info`,
    help: 'Always 1; the labels have the versions of the collector and of Node.',
    labelNames: ['version', 'nodeversion'],
    registers,
  }).set({ version: VERSION, nodeversion: process.version }, 1);

  const dropped = counter<'reason'>('dropped_total', 'Entries that were dropped.', ['reason']);
  DROP_REASONS.forEach((reason) => dropped.inc({ reason }, 0));

  const tenants = new Set<string>();

  const pushSeconds = new Histogram({
    name: `${prefix}push_duration_seconds`,
    help: 'Duration of push requests to Loki, by HTTP status; "none" for those without an answer.',
    labelNames: ['status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  // What Loki answers to a push that it took.
  pushSeconds.zero({ status: 204 });

  const lags: number[] = [];
  const lag = new Histogram({
    name: `${prefix}lag_seconds`,
    help: 'Time from reading a revision to its acknowledgement.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1200],
    registers,
    collect: () => observeLags(),
  });
  const observeLags = (): void => lags.splice(0).forEach((seconds) => lag.observe(seconds));

  return {
    registry,
    received: tally('received_total', 'Event revisions read from the API server.'),
    filtered: counter('filtered_total', 'Event revisions that the filters removed.', []),
    rateLimited: counter(
      'rate_limited_total',
      'Event revisions that rate limits merged into the entry of another.',
      []
    ),
    pushed: tally('pushed_total', 'Entries that a receiver took.', 'receiver'),
    mended: counter('mended_total', 'Entries changed because Loki had refused them.', ['reason']),
    dropped,
    retries: counter('push_retries_total', 'Pushes that were tried again.', []),
    pushesInFlight: gauge('pushes_in_flight', 'Push requests to Loki that wait for an answer.', []),
    pushSeconds,
    pushBytes: tally('push_bytes_total', 'Bytes pushed to Loki, compressed.'),
    /** Seconds. */
    lag(seconds: number): void {
      lags.push(seconds);
      if (lags.length >= MOST_LAGS) {
        observeLags();
      }
    },
    queueEntries: gauge('queue_entries', 'Entries that wait for a receiver.', ['receiver']),
    queueBytes: gauge('queue_bytes', 'Bytes of the entries that wait for a receiver.', ['receiver']),
    tenants: {
      pushed: counter('tenant_pushed_total', 'Entries that Loki took of a tenant.', ['tenant']),
      retries: counter('tenant_push_retries_total', 'Pushes of a tenant that were tried again.', ['tenant']),
      queueEntries: gauge('tenant_queue_entries', 'Entries that wait for Loki, by tenant.', ['tenant']),
      /** The label of a tenant. */
      name(tenant: string): string {
        if (!tenants.has(tenant) && tenants.size >= MOST_TENANTS) {
          return 'other';
        }
        tenants.add(tenant);
        return tenant;
      },
    },
    lists: counter('lists_total', 'Lists of all events.', ['why']),
    watchFailures: counter('watch_failures_total', 'Lists and watches that failed.', ['kind']),
    watchOpens: counter('watch_opens_total', 'Watches opened.', []),
    objects: {
      lists: counter('object_lists_total', 'Lists of all pods or revisions.', ['resource', 'why']),
      failures: counter('object_watch_failures_total', 'Lists and watches of them that failed.', ['resource', 'kind']),
    },
    leader: gauge('leader', '1 while this replica works, else 0.', []),
    leaseFailures: counter('lease_failures_total', 'Reads and writes of the Lease that failed.', ['kind']),
    streams: gauge('streams', 'Loki streams in use.', []),
    workload: {
      objects: gauge('workload_objects', 'Objects whose owners are known.', ['resource']),
      requests: counter('workload_requests_total', 'Requests to the API server for workloads.', ['resource', 'verb']),
      receivedBytes: counter('workload_received_bytes_total', 'Bytes read for workloads.', ['resource']),
      failures: counter('workload_failures_total', 'Lists and watches of objects that failed.', ['resource', 'kind']),
      resolved: tally('workload_resolved_total', 'Entries by whether their workload is known.', 'outcome'),
      waitSeconds: counter('workload_wait_seconds_total', 'Time that events waited for their workloads.', []),
      unsure: counter(
        'workload_unsure_total',
        'Lookups that were abandoned, so that an event was delivered without its workload.',
        []
      ),
    },

    /** Counts a revision by its object. */
    count({ type, reason, involvedObject, metadata }: Event): void {
      const labels = {
        type: text(type),
        reason: text(reason).slice(0, 128),
        kind: text(involvedObject?.kind).slice(0, 128),
        namespace: text(metadata?.namespace),
      };
      const key = `${labels.type}\0${labels.reason}\0${labels.kind}\0${labels.namespace}`;
      let combination = combinations.get(key);
      if (!combination && combinations.size < MOST_COMBINATIONS) {
        combinations.set(key, (combination = { labels, count: 0 }));
      }
      (combination ?? others).count++;
    },
  };
}
