import { OBJECT_LABELS } from '@kubernetes-events/logql';
import { events, type Label, occurrences } from '../logql.ts';
import { overTime, top } from './breakdowns.ts';
import { dashboard } from './dashboard.ts';
import { valueLink } from './links.ts';
import { counts, eventRows, lanes } from './panels.ts';
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
    ...troubleStats(labels, ['deaths', 'containerMemory'], 12),
    overTime({
      title: 'By reason',
      description: 'What goes wrong, and since when. The app explains each reason: open an event of it.',
      size: [24, 9],
      of: warnings,
      by: 'reason',
    }),
    counts({
      title: 'Reasons that are new',
      description:
        'Reasons in the range that were not seen in the day before it. What is new is often the cause of the rest.',
      size: [8, 9],
      expr: `${occurrences(warnings, ['reason'])} unless ${before}`,
      columns: { reason: 'Reason' },
      links: { reason: [valueLink('reason')] },
      color: 'orange',
      noValue: 'nothing new',
    }),
    top({
      title: 'By namespace',
      description: 'A click opens the Namespace dashboard.',
      size: [8, 9],
      of: warnings,
      by: ['_namespace'],
      warnings: true,
    }),
    top({
      title: 'By host',
      description: 'One host far above the others: look at the node. A click opens the Node dashboard.',
      size: [8, 9],
      of: warnings,
      by: ['_host'],
      warnings: true,
    }),
    lanes({
      title: 'When',
      description: 'The newest 1,000 events of the 20 busiest objects, one lane each.',
      size: [24, 10],
      expr: warnings,
      lanes: 'object',
    }),
    top({
      title: 'Objects',
      description:
        'Which objects warn most. Loki counts 500 at most in one query (limits_config.max_query_series): choose a namespace where there are more.',
      size: [24, 9],
      of: warnings,
      by: [...OBJECT_LABELS, 'reason'],
      linked: ['_namespace', 'name', 'reason'],
      widths: { _namespace: 120, _kind: 190, reason: 200 },
      warnings: true,
    }),
    eventRows({
      title: 'Newest',
      expr: warnings,
      noValue: 'No warnings in the range',
    }),
  ],
});
