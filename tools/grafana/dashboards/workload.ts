import { OBJECT_LABELS, WORKLOAD } from '@kubernetes-events/logql';
import { TROUBLES } from '../troubles.ts';
import { events, LABELS } from '../logql.ts';
import { byType, top, warningsByReason } from './breakdowns.ts';
import { dashboard } from './dashboard.ts';
import { WORKLOAD_LABELS, workloadEventsLink, workloadLinks } from './links.ts';
import { eventRows, lanes, text } from './panels.ts';

// The workload is extracted first, so that it can be filtered by.
const ofWorkload = `| label_format ${WORKLOAD} | workload=~"$workload"`;
const all = events(LABELS, { stages: ofWorkload });
const warnings = events(LABELS, { only: '_type="Warning"', stages: ofWorkload });
const deaths = events(LABELS, { ...TROUBLES.deaths, stages: `${ofWorkload} ${TROUBLES.deaths.stages}` });
const rollouts = events(LABELS, {
  only: '_kind=~"Deployment|ReplicaSet|StatefulSet|DaemonSet|CronJob|Job|HorizontalPodAutoscaler"',
  stages: ofWorkload,
});

const WORKLOADS = {
  by: WORKLOAD_LABELS,
  links: { workload: [...workloadLinks, workloadEventsLink] },
  widths: { cluster: 90, _namespace: 100 },
};

export const workload = dashboard({
  uid: 'kubernetes-events-workload',
  title: 'Workload',
  description: 'What happens to a Deployment, StatefulSet, DaemonSet or CronJob and to all that belongs to it.',
  variables: [
    {
      type: 'textbox',
      name: 'workload',
      label: 'Workload',
      description: 'Kind/name, or an RE2 expression such as Deployment/.*; .+ is all.',
      query: '.+',
      current: { text: '.+', value: '.+' },
      options: [{ selected: true, text: '.+', value: '.+' }],
      hide: 0,
      skipUrlSync: false,
    },
  ],
  changes: ofWorkload,
  panels: [
    text(
      'Click the name of a workload to choose it. The collector names it in each event (`workload.enabled`, on by default); an event without it counts for its own object, such as `Pod/web-7f9c5`.'
    ),
    top({
      ...WORKLOADS,
      title: 'Workloads',
      description: 'All occurrences, by workload. A click keeps that workload alone.',
      of: all,
    }),
    top({
      ...WORKLOADS,
      title: 'Workloads with most warnings',
      description: 'A click keeps that workload alone.',
      of: warnings,
      warnings: true,
    }),
    byType(all),
    warningsByReason(warnings, 'What goes wrong, and since when. Before or after the rollout below?'),
    lanes({
      title: 'Rollouts, scaling and jobs',
      description: 'What the controllers did, a lane for each object.',
      size: [24, 8],
      expr: rollouts,
      lanes: 'object',
    }),
    top({
      title: 'Its objects',
      description: 'The pods and other objects of the workload. A click opens the story of one.',
      of: all,
      by: OBJECT_LABELS,
      linked: ['name'],
      widths: { cluster: 90, _namespace: 100, _kind: 110 },
    }),
    top({
      title: 'Its reasons',
      description: 'All events of the workload.',
      of: all,
      by: ['reason', '_type'],
      linked: ['reason'],
      widths: { _type: 110 },
    }),
    top({
      title: 'How its containers died',
      description: 'Ends with an exit code other than 0, as the status of the pods has them.',
      size: [24, 7],
      of: deaths,
      by: ['container', 'reason', 'exit_code'],
      linked: ['reason'],
      warnings: true,
    }),
    eventRows({
      title: 'Newest events',
      expr: all,
      noValue: 'No events of this workload in the range: check its name, Kind/name, or choose a longer range',
    }),
  ],
});
