import { OBJECT_LABELS, WORKLOAD } from '@kubernetes-events/logql';
import { events, type Label, occurrences } from '../logql.ts';
import { dashboard } from './dashboard.ts';
import { nodeLink, OBJECT_COLUMNS, seriesLink, storyLink, valueLink, workloadLinks } from './links.ts';
import { bars, counts, eventRows, lanes } from './panels.ts';
import { troubleStats } from './troublePanels.ts';

const labels: Label[] = ['cluster', '_namespace', '_type', '_kind', '_host'];
const all = events(labels);
const warnings = events(labels, { only: '_type="Warning"' });
const changes = events(labels, {
  only: '_kind=~"Deployment|StatefulSet|DaemonSet|CronJob|HorizontalPodAutoscaler"',
});

export const namespace = dashboard({
  uid: 'kubernetes-events-namespace',
  title: 'Namespace',
  description: 'What happens in a namespace: what goes wrong, what was rolled out, and which workloads it concerns.',
  labels,
  panels: [
    ...troubleStats(labels, ['crashes', 'scheduling', 'images', 'mounts', 'probes', 'evictions'], 4),
    bars({
      title: 'By type',
      description: 'Warnings over the normal course of things.',
      w: 12,
      h: 8,
      expr: occurrences(all, ['_type']),
      legend: '{{_type}}',
      colors: { Warning: 'orange', Normal: 'blue' },
      links: [seriesLink('_type')],
    }),
    bars({
      title: 'Warnings by reason',
      description: 'What goes wrong, and since when.',
      w: 12,
      h: 8,
      expr: occurrences(warnings, ['reason']),
      legend: '{{reason}}',
      links: [seriesLink('reason')],
      totals: true,
    }),
    counts({
      title: 'Workloads with most warnings',
      description:
        'The Deployment, StatefulSet, DaemonSet or CronJob that the object belongs to; the object itself if the collector does not add workloads (workload.enabled).',
      w: 12,
      h: 9,
      expr: `topk(25, ${occurrences(warnings, ['_namespace', 'workload'], '$__auto', WORKLOAD)})`,
      columns: { _namespace: 'Namespace', workload: 'Workload' },
      links: { workload: workloadLinks },
      widths: { _namespace: 100 },
      color: 'orange',
    }),
    counts({
      title: 'Objects with most warnings',
      description: 'A click opens the story of the object.',
      w: 12,
      h: 9,
      expr: `topk(25, ${occurrences(warnings, OBJECT_LABELS)})`,
      columns: OBJECT_COLUMNS,
      links: { name: [storyLink] },
      widths: { _namespace: 100, _kind: 110 },
      color: 'orange',
    }),
    lanes({
      title: 'Rollouts, scaling and jobs',
      description: 'What controllers did, and when: compare with the warnings above.',
      w: 16,
      h: 9,
      expr: changes,
      lanes: 'object',
    }),
    counts({
      title: 'By host',
      description: 'Where it happens. A click opens the Node dashboard.',
      w: 8,
      h: 9,
      expr: `topk(50, ${occurrences(all, ['_host'])})`,
      columns: { _host: 'Host' },
      links: { _host: [nodeLink, valueLink('_host')] },
    }),
    eventRows({
      title: 'Newest events',
      description: 'The newest 500 events. Repeats are folded.',
      w: 24,
      h: 11,
      expr: all,
    }),
  ],
});
