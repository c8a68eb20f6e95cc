import { OBJECT_LABELS } from '@kubernetes-events/logql';
import { events, type Label, occurrences } from '../logql.ts';
import { dashboard } from './dashboard.ts';
import { namespaceLink, nodeLink, OBJECT_COLUMNS, seriesLink, storyLink, valueLink } from './links.ts';
import { bars, counts, eventRows, lanes } from './panels.ts';
import { troubleStats } from './troublePanels.ts';

const labels: Label[] = ['cluster', '_namespace', '_kind', '_host'];
const warnings = events(labels, { only: '_type="Warning"' });
const before = `sum by (reason) (count_over_time(${warnings} [1d] offset $__range))`;

export const warningsDashboard = dashboard({
  uid: 'kubernetes-events-warnings',
  title: 'Warnings',
  description: 'What goes wrong, where, and what is new of it.',
  labels,
  panels: [
    ...troubleStats(labels, ['crashes', 'scheduling', 'images', 'mounts', 'probes', 'evictions', 'memory', 'nodes'], 6),
    bars({
      title: 'By reason',
      description: 'What goes wrong, and since when. The app explains each reason: open an event of it.',
      w: 24,
      h: 9,
      expr: occurrences(warnings, ['reason']),
      legend: '{{reason}}',
      links: [seriesLink('reason')],
      totals: true,
    }),
    counts({
      title: 'Reasons that are new',
      description:
        'Reasons in the range that were not seen in the day before it. What is new is often the cause of the rest.',
      w: 8,
      h: 9,
      expr: `${occurrences(warnings, ['reason'])} unless ${before}`,
      columns: { reason: 'Reason' },
      links: { reason: [valueLink('reason')] },
      color: 'orange',
      noValue: 'nothing new',
    }),
    counts({
      title: 'By namespace',
      description: 'A click opens the Namespace dashboard.',
      w: 8,
      h: 9,
      expr: `topk(50, ${occurrences(warnings, ['_namespace'])})`,
      columns: { _namespace: 'Namespace' },
      links: { _namespace: [namespaceLink, valueLink('_namespace')] },
      color: 'orange',
    }),
    counts({
      title: 'By host',
      description: 'One host far above the others: look at the node. A click opens the Node dashboard.',
      w: 8,
      h: 9,
      expr: `topk(50, ${occurrences(warnings, ['_host'])})`,
      columns: { _host: 'Host' },
      links: { _host: [nodeLink, valueLink('_host')] },
      color: 'orange',
    }),
    lanes({
      title: 'When',
      description: 'The newest 1,000 events of the 20 busiest objects, one lane each.',
      w: 24,
      h: 10,
      expr: warnings,
      lanes: 'object',
    }),
    counts({
      title: 'Objects',
      description:
        'Which objects warn most. Loki counts 500 at most in one query (limits_config.max_query_series): choose a namespace where there are more.',
      w: 24,
      h: 9,
      expr: `topk(50, ${occurrences(warnings, [...OBJECT_LABELS, 'reason'])})`,
      columns: { ...OBJECT_COLUMNS, reason: 'Reason' },
      links: { _namespace: [namespaceLink], name: [storyLink], reason: [valueLink('reason')] },
      widths: { _namespace: 120, _kind: 190, reason: 200 },
      color: 'orange',
    }),
    eventRows({
      title: 'Newest',
      description: 'The newest 500 events. Repeats are folded.',
      w: 24,
      h: 11,
      expr: warnings,
      noValue: 'No warnings in the range',
    }),
  ],
});
