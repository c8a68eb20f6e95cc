import { panel } from './panel.ts';
import { LIST_LEGEND } from './panels.ts';

const PROMETHEUS = { type: 'prometheus', uid: '${prometheus}' };
const PREFIX = 'kubernetes_events_collector_';

interface Metric {
  title: string;
  description: string;
  unit?: string;
  /** Width in columns of 24. */
  w?: number;
  /** PromQL by legend; `%` stands for the metrics' common prefix. */
  lines: Record<string, string>;
}

const rate = (name: string, by = ''): string => `sum${by && ` by (${by})`} (rate(%${name}[$__rate_interval]))`;

const quantiles = (histogram: string): Record<string, string> =>
  Object.fromEntries(
    [
      ['median', 0.5],
      ['99 %', 0.99],
    ].map(([legend, quantile]) => [legend, `histogram_quantile(${quantile}, ${rate(`${histogram}_bucket`, 'le')})`])
  );

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
      'Time from reading a revision to its acknowledgement by Loki. Seconds mean that Loki refuses pushes or is slow.',
    unit: 's',
    lines: quantiles('lag_seconds'),
  },
  {
    title: 'Dropped and changed',
    description:
      'Dropped entries are lost; the log has them whole. Changed entries were refused by Loki and pushed again.',
    lines: {
      'dropped: {{reason}}': 'sum by (reason) (increase(%dropped_total[$__rate_interval]))',
      'changed: {{reason}}': 'sum by (reason) (increase(%mended_total[$__rate_interval]))',
      'pushed again': 'sum (increase(%push_retries_total[$__rate_interval]))',
    },
  },
  {
    title: 'Queue',
    description: 'Entries that wait for a receiver. If it only grows, the receiver is too slow.',
    lines: { 'for {{receiver}}': 'sum by (receiver) (%queue_entries)' },
  },
  {
    title: 'Lists and failed watches',
    description:
      'A list now and then is normal after a quiet time. If failures continue, check the log and the permissions.',
    lines: {
      'listed: {{why}}': 'sum by (why) (increase(%lists_total[$__rate_interval]))',
      'failed: {{kind}}': 'sum by (kind) (increase(%watch_failures_total[$__rate_interval]))',
      'watches opened': 'sum (increase(%watch_opens_total[$__rate_interval]))',
    },
  },
  {
    title: 'Leaders',
    description:
      'One for each cluster. None: no replica holds the Lease. Two: two collectors run with different Leases.',
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
  {
    title: 'Push duration',
    description: 'How long Loki takes to answer a push request.',
    unit: 's',
    w: 12,
    lines: quantiles('push_duration_seconds'),
  },
  {
    title: 'Push requests',
    description: 'Push requests a second by HTTP status ("none": no answer), and requests that wait for an answer.',
    w: 12,
    lines: {
      '{{status}} a second': rate('push_duration_seconds_count', 'status'),
      'in flight': 'sum (%pushes_in_flight)',
    },
  },
];

/** Charts of the collector's own metrics. */
export const metricPanels = METRICS.map(({ unit = 'short', w = 6, lines, ...metric }) =>
  panel(
    'timeseries',
    { ...metric, size: [w, 8] },
    {
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
      options: { legend: LIST_LEGEND, tooltip: { mode: 'multi', sort: 'desc' } },
    }
  )
);
