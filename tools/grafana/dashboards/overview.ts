import { OBJECT_LABELS } from '@kubernetes-events/logql';
import { events, type Label, occurrences } from '../logql.ts';
import { dashboard } from './dashboard.ts';
import { namespaceLink, nodeLink, OBJECT_COLUMNS, seriesLink, storyLink, valueLink } from './links.ts';
import { ALARM, bars, counts, eventRows, eventsLink, stat, WARN } from './panels.ts';
import { TROUBLES } from '../troubles.ts';

const labels: Label[] = ['cluster', '_namespace', '_type', '_kind', '_host'];
const all = events(labels);
const warnings = events(labels, { only: '_type="Warning"' });
const TYPES = { Warning: 'orange', Normal: 'blue' };

const distinct = (log: string, by: string): string => `count(sum by (${by}) (count_over_time(${log} [$__auto])))`;

export const overview = dashboard({
  uid: 'kubernetes-events-overview',
  title: 'Overview',
  description: 'What happens in the cluster, by namespace, kind, host and type. Start here, then follow the links.',
  labels,
  panels: [
    stat({
      title: 'Occurrences',
      description: 'How often things happened: an event that came ten times counts ten times.',
      w: 4,
      h: 3,
      expr: occurrences(all, []),
      links: [eventsLink('Browse these events')],
    }),
    stat({
      title: 'Warnings',
      description: 'Occurrences of type Warning. The Warnings dashboard shows them.',
      w: 4,
      h: 3,
      expr: occurrences(warnings, []),
      thresholds: WARN,
      links: [eventsLink('Browse these events', 'f=_type%3DWarning')],
    }),
    stat({
      title: '… in namespaces',
      description: 'In how many namespaces there was a warning.',
      w: 4,
      h: 3,
      expr: distinct(warnings, '_namespace'),
      thresholds: WARN,
    }),
    stat({
      title: '… on hosts',
      description: 'On how many nodes there was a warning, of the node or of what runs there.',
      w: 4,
      h: 3,
      expr: distinct(events(labels, { only: '_type="Warning"', stages: '| _host!=""' }), '_host'),
      thresholds: WARN,
    }),
    stat({
      title: '… of reasons',
      description: 'How many different reasons the warnings have.',
      w: 4,
      h: 3,
      expr: distinct(warnings, 'reason'),
      thresholds: WARN,
    }),
    stat({
      title: 'Nodes not ready',
      description: 'How many nodes stopped responding in the range. The Node dashboard shows when they came back.',
      w: 4,
      h: 3,
      expr: distinct(events(labels, TROUBLES.nodes), 'name'),
      thresholds: ALARM,
      links: [eventsLink('Browse these events', ...TROUBLES.nodes.link)],
    }),
    bars({
      title: 'By type',
      description: 'Warnings over the normal course of things. A peak of either is worth a look: drag over it to zoom.',
      w: 24,
      h: 7,
      expr: occurrences(all, ['_type']),
      legend: '{{_type}}',
      colors: TYPES,
      links: [seriesLink('_type')],
    }),
    counts({
      title: 'By namespace',
      description: 'A click opens the Namespace dashboard.',
      w: 8,
      h: 9,
      expr: `topk(50, ${occurrences(all, ['_namespace'])})`,
      columns: { _namespace: 'Namespace' },
      links: { _namespace: [namespaceLink, valueLink('_namespace')] },
    }),
    counts({
      title: 'By kind',
      description: 'What kind of object the events are about.',
      w: 8,
      h: 9,
      expr: `topk(50, ${occurrences(all, ['_kind'])})`,
      columns: { _kind: 'Kind' },
      links: { _kind: [valueLink('_kind')] },
    }),
    counts({
      title: 'By host',
      description: 'The node that the kubelet or the object names. Events of controllers have none.',
      w: 8,
      h: 9,
      expr: `topk(50, ${occurrences(all, ['_host'])})`,
      columns: { _host: 'Host' },
      links: { _host: [nodeLink, valueLink('_host')] },
    }),
    bars({
      title: 'Warnings by namespace',
      description: 'Which namespace the trouble is in, and since when.',
      w: 12,
      h: 8,
      expr: occurrences(warnings, ['_namespace']),
      legend: '{{_namespace}}',
      links: [seriesLink('_namespace')],
      totals: true,
    }),
    bars({
      title: 'Warnings by reason',
      description: 'What the trouble is, and since when.',
      w: 12,
      h: 8,
      expr: occurrences(warnings, ['reason']),
      legend: '{{reason}}',
      links: [seriesLink('reason')],
      totals: true,
    }),
    counts({
      title: 'Objects with most warnings',
      description:
        'Loki counts 500 objects at most in one query (limits_config.max_query_series): choose a namespace where there are more.',
      w: 24,
      h: 8,
      expr: `topk(25, ${occurrences(warnings, [...OBJECT_LABELS, 'reason'])})`,
      columns: { ...OBJECT_COLUMNS, reason: 'Reason' },
      links: { _namespace: [namespaceLink], name: [storyLink], reason: [valueLink('reason')] },
      widths: { cluster: 100, _namespace: 120, _kind: 190, reason: 200 },
      color: 'orange',
    }),
    eventRows({
      title: 'Newest warnings',
      description:
        'The newest 500 events. Repeats are folded. Click a row to open the event, or a value to filter by it.',
      w: 24,
      h: 11,
      expr: warnings,
      noValue: 'No warnings in the range: choose a longer one, or look at all types',
    }),
  ],
});
