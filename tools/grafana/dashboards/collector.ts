import { events, type Label } from '../logql.ts';
import { overTime } from './breakdowns.ts';
import { metricPanels } from './collectorMetrics.ts';
import { dashboard, source } from './dashboard.ts';
import { seriesLink, valueLink } from './links.ts';
import { type Panel, target, WARN, warnFrom } from './panel.ts';
import { bars, counts, row, stat, STAT_OPTIONS, text } from './panels.ts';

/** Grafana's `VariableHide.inControlsMenu`. */
const IN_CONTROLS_MENU = 3;

const labels: Label[] = ['cluster'];
const all = events(labels);
const entries = (log: string, by: string): string => `sum${by} (count_over_time(${log} [$__auto]))`;

/** When the newest event was: a log query of one line, and its time. */
const newest: Panel = {
  ...stat({
    title: 'Newest event',
    description:
      'Minutes are usual in a quiet cluster. Longer than that: is the collector there, and does Loki take what it pushes?',
    size: [4, 4],
    expr: '',
  }),
  targets: [target(all, 'range', { maxLines: 1 })],
  fieldConfig: {
    defaults: { unit: 'dateTimeFromNow', noValue: 'none in the range', color: { mode: 'fixed', fixedColor: 'text' } },
    overrides: [],
  },
  options: {
    ...STAT_OPTIONS,
    reduceOptions: { calcs: ['max'], fields: '/^(Time|timestamp)$/', values: false },
  },
};

export const collector = dashboard({
  uid: 'kubernetes-events-collector',
  title: 'Collector health',
  description:
    'Whether events arrive, and whether any were lost or late: from Loki alone, and from the collector’s metrics where there is a Prometheus.',
  labels,
  variables: [
    {
      ...source('prometheus', 'Prometheus', 'prometheus'),
      // Where there is none it would stand as an error at the top.
      hide: IN_CONTROLS_MENU,
      description: 'For the folded part below alone; none is fine.',
    },
  ],
  panels: [
    row('From Loki', false),
    newest,
    stat({
      title: 'Entries',
      description: 'Entries in the range, one for each revision of an Event.',
      size: [4, 4],
      expr: entries(all, ''),
    }),
    stat({
      title: 'Volume',
      description: 'Bytes of the lines in the range, before compression.',
      size: [4, 4],
      expr: `sum (bytes_over_time(${all} [$__auto]))`,
      unit: 'decbytes',
    }),
    stat({
      title: 'Streams',
      description:
        'Streams that got entries in the range. Loki’s default limit is 5,000 a tenant; the collector keeps below its own.',
      size: [4, 4],
      expr: `count(count_over_time(${all} | keep cluster, _host, _namespace, _type, _kind [$__auto]))`,
      thresholds: warnFrom(400),
    }),
    stat({
      title: 'Stamped with the push time',
      description:
        'Entries that Loki would not take at their own time: too old, too far behind, or too new. Their time is in the metadata event_time.',
      size: [4, 4],
      expr: entries(events(labels, { stages: '| event_time!=""' }), ''),
      thresholds: WARN,
    }),
    stat({
      title: 'Others’ entries',
      description:
        'Entries without our metadata, as of the first LokiEventCollector: counted once each, and not found by reason.',
      size: [4, 4],
      expr: entries(events(labels, { stages: '| increment=""' }), ''),
    }),
    bars({
      title: 'Entries by cluster',
      description:
        'A gap is a collector that was away, or a cluster in which nothing happened. One without a name is a collector without the setting cluster.',
      size: [12, 8],
      expr: entries(`${all} | label_format cluster=\`{{ or .cluster "(no name)" }}\``, ' by (cluster)'),
      legend: '{{cluster}}',
      links: [seriesLink('cluster')],
    }),
    overTime({
      title: 'Occurrences by component',
      description: 'Who reports. A component that falls silent may be down itself.',
      of: all,
      by: 'component',
    }),
    counts({
      title: 'Reasons that make most entries',
      description: 'What fills Loki. Filter out in the collector what you do not need.',
      size: [24, 8],
      expr: `topk(30, ${entries(all, ' by (reason, component, _type)')})`,
      columns: { reason: 'Reason', component: 'Component', _type: 'Type' },
      links: { reason: [valueLink('reason')] },
      widths: { _type: 120 },
    }),
    row('From Prometheus', true, [
      text(
        'Needs a Prometheus data source that scrapes the collector: `serviceMonitor.enabled` in the chart, or port 9464 of its pods.'
      ),
      ...metricPanels,
    ]),
  ],
});
