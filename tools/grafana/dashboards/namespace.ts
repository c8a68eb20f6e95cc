import { OBJECT_LABELS, WORKLOAD } from '@kubernetes-events/logql';
import { events, LABELS } from '../logql.ts';
import { byType, top, warningsByReason } from './breakdowns.ts';
import { dashboard } from './dashboard.ts';
import { WORKLOAD_LABELS, workloadLinks } from './links.ts';
import { eventRows, lanes } from './panels.ts';
import { troubleStats } from './troublePanels.ts';

const all = events(LABELS);
const warnings = events(LABELS, { only: '_type="Warning"' });
const changes = events(LABELS, {
  only: '_kind=~"Deployment|StatefulSet|DaemonSet|CronJob|HorizontalPodAutoscaler"',
});

export const namespace = dashboard({
  uid: 'kubernetes-events-namespace',
  title: 'Namespace',
  description: 'What happens in a namespace: what goes wrong, what was rolled out, and which workloads it concerns.',
  panels: [
    ...troubleStats(LABELS, ['crashes', 'scheduling', 'images', 'mounts', 'probes', 'evictions'], 4),
    byType(all),
    warningsByReason(warnings),
    top({
      title: 'Workloads with most warnings',
      description:
        'The Deployment, StatefulSet, DaemonSet or CronJob that the object belongs to; the object itself if the collector does not add workloads (workload.enabled).',
      of: warnings,
      by: WORKLOAD_LABELS,
      most: 25,
      format: WORKLOAD,
      links: { workload: workloadLinks },
      widths: { cluster: 90, _namespace: 100 },
      warnings: true,
    }),
    top({
      title: 'Objects with most warnings',
      description: 'A click opens the story of the object.',
      of: warnings,
      by: OBJECT_LABELS,
      most: 25,
      linked: ['name'],
      widths: { _namespace: 100, _kind: 110 },
      warnings: true,
    }),
    lanes({
      title: 'Rollouts, scaling and jobs',
      description: 'What controllers did, and when: compare with the warnings above.',
      size: [16, 9],
      expr: changes,
      lanes: 'object',
    }),
    top({
      title: 'By host',
      description: 'Where it happens. A click opens the Node dashboard.',
      size: [8, 9],
      of: all,
      by: ['_host'],
    }),
    eventRows({
      title: 'Newest events',
      expr: all,
    }),
  ],
});
