import { type Panel } from './panels.ts';

const PROMETHEUS = { type: 'prometheus', uid: '${prometheus}' };
const PREFIX = 'kubernetes_events_collector_';

interface Metric {
  title: string;
  description: string;
  unit?: string;
  stacked?: boolean;
  /** PromQL by legend; `%` stands for the metrics' common prefix. */
  lines: Record<string, string>;
}

const rate = (name: string, by = ''): string => `sum${by && ` by (${by})`} (rate(%${name}[$__rate_interval]))`;

const METRICS: readonly Metric[] = [
  {
    title: 'Received, pushed, filtered',
    description:
      'Revisions a second. Pushed and filtered together follow received; where they stay behind, the queue grows.',
    unit: 'eps',
    lines: {
      received: rate('received_total'),
      'pushed to {{receiver}}': rate('pushed_total', 'receiver'),
      filtered: rate('filtered_total'),
    },
  },
  {
    title: 'Lag',
    description:
      'From the reading of a revision to its acknowledgement by Loki. Seconds mean that Loki refuses or is slow.',
    unit: 's',
    lines: Object.fromEntries(
      ['0.5', '0.99'].map((quantile) => [
        quantile === '0.5' ? 'median' : '99 %',
        `histogram_quantile(${quantile}, sum by (le) (rate(%lag_seconds_bucket[$__rate_interval])))`,
      ])
    ),
  },
  {
    title: 'Dropped and mended',
    description: 'Dropped: lost, and whole in the log. Mended: changed because Loki had refused them, then taken.',
    lines: {
      'dropped: {{reason}}': 'sum by (reason) (increase(%dropped_total[$__rate_interval]))',
      'mended: {{reason}}': 'sum by (reason) (increase(%mended_total[$__rate_interval]))',
      'pushed again': 'sum (increase(%push_retries_total[$__rate_interval]))',
    },
  },
  {
    title: 'Queue',
    description: 'Entries that wait for a receiver. Where it only grows, the receiver takes too little.',
    lines: { 'for {{receiver}}': 'sum by (receiver) (%queue_entries)' },
  },
  {
    title: 'Lists and failed watches',
    description:
      'A list now and then is usual after a quiet time. Failures that go on: look at the log, and at the rights.',
    lines: {
      'listed: {{why}}': 'sum by (why) (increase(%lists_total[$__rate_interval]))',
      'failed: {{kind}}': 'sum by (kind) (increase(%watch_failures_total[$__rate_interval]))',
      'watches opened': 'sum (increase(%watch_opens_total[$__rate_interval]))',
    },
  },
  {
    title: 'Leaders',
    description: 'One for each cluster. None: no replica gets the Lease. Two: two collectors with different Leases.',
    lines: { leaders: 'sum (%leader)', 'lease failures': 'sum (increase(%lease_failures_total[$__rate_interval]))' },
  },
  {
    title: 'Bytes to Loki',
    description: 'Compressed, as pushed.',
    unit: 'Bps',
    lines: { bytes: rate('push_bytes_total') },
  },
  {
    title: 'Streams and known objects',
    description: 'Loki streams in use, and objects whose workload is known.',
    lines: { streams: 'sum (%streams)', 'objects: {{resource}}': 'sum by (resource) (%workload_objects)' },
  },
];

/** Charts of the collector's own metrics. */
export const metricPanels: Panel[] = METRICS.map(({ title, description, unit = 'short', lines }) => ({
  type: 'timeseries',
  title,
  description,
  w: 6,
  h: 8,
  datasource: PROMETHEUS,
  targets: Object.entries(lines).map(([legendFormat, expr], at) => ({
    refId: String.fromCharCode(65 + at),
    datasource: PROMETHEUS,
    editorMode: 'code',
    expr: expr.replaceAll('%', PREFIX),
    legendFormat,
    range: true,
  })),
  fieldConfig: {
    defaults: {
      unit,
      min: 0,
      noValue: 'No metrics: does this Prometheus scrape the collector?',
      custom: { fillOpacity: 10, lineWidth: 1, showPoints: 'never' },
    },
    overrides: [],
  },
  options: {
    legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
    tooltip: { mode: 'multi', sort: 'desc' },
  },
}));
