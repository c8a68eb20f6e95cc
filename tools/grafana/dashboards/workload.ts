import { OBJECT_LABELS, WORKLOAD } from '@kubernetes-events/logql';
import { events, type Label, occurrences } from '../logql.ts';
import { dashboard } from './dashboard.ts';
import { OBJECT_COLUMNS, seriesLink, storyLink, valueLink, workloadLinks } from './links.ts';
import { bars, counts, eventRows, lanes, text } from './panels.ts';

const labels: Label[] = ['cluster', '_namespace', '_type', '_kind', '_host'];
// The workload is extracted first, so that it can be filtered by.
const ofWorkload = `| label_format ${WORKLOAD} | workload=~"$workload"`;
const all = events(labels, { stages: ofWorkload });
const warnings = events(labels, { only: '_type="Warning"', stages: ofWorkload });
const rollouts = events(labels, {
  only: '_kind=~"Deployment|ReplicaSet|StatefulSet|DaemonSet|CronJob|Job|HorizontalPodAutoscaler"',
  stages: ofWorkload,
});

export const workload = dashboard({
  uid: 'kubernetes-events-workload',
  title: 'Workload',
  description: 'What happens to a Deployment, StatefulSet, DaemonSet or CronJob and to all that belongs to it.',
  labels,
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
  panels: [
    text(
      'Click the name of a workload to choose it. The collector names it in each event (`workload.enabled`, on by default); an event without it counts for its own object, such as `Pod/web-7f9c5`.'
    ),
    counts({
      title: 'Workloads',
      description: 'All occurrences, by workload. A click keeps that workload alone.',
      w: 12,
      h: 9,
      expr: `topk(50, ${occurrences(all, ['_namespace', 'workload'])})`,
      columns: { _namespace: 'Namespace', workload: 'Workload' },
      links: { workload: [...workloadLinks, valueLink('workload')] },
      widths: { _namespace: 100 },
    }),
    counts({
      title: 'Workloads with most warnings',
      description: 'A click keeps that workload alone.',
      w: 12,
      h: 9,
      expr: `topk(50, ${occurrences(warnings, ['_namespace', 'workload'])})`,
      columns: { _namespace: 'Namespace', workload: 'Workload' },
      links: { workload: [...workloadLinks, valueLink('workload')] },
      widths: { _namespace: 100 },
      color: 'orange',
    }),
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
      description: 'What goes wrong, and since when. Before or after the rollout below?',
      w: 12,
      h: 8,
      expr: occurrences(warnings, ['reason']),
      legend: '{{reason}}',
      links: [seriesLink('reason')],
      totals: true,
    }),
    lanes({
      title: 'Rollouts, scaling and jobs',
      description: 'What the controllers did, a lane for each object.',
      w: 24,
      h: 8,
      expr: rollouts,
      lanes: 'object',
    }),
    counts({
      title: 'Its objects',
      description: 'The pods and other objects of the workload. A click opens the story of one.',
      w: 12,
      h: 9,
      expr: `topk(50, ${occurrences(all, OBJECT_LABELS)})`,
      columns: OBJECT_COLUMNS,
      links: { name: [storyLink] },
      widths: { cluster: 90, _namespace: 100, _kind: 110 },
    }),
    counts({
      title: 'Its reasons',
      description: 'All events of the workload.',
      w: 12,
      h: 9,
      expr: `topk(50, ${occurrences(all, ['reason', '_type'])})`,
      columns: { reason: 'Reason', _type: 'Type' },
      links: { reason: [valueLink('reason')] },
      widths: { _type: 110 },
    }),
    eventRows({
      title: 'Newest events',
      description: 'The newest 500 events. Repeats are folded.',
      w: 24,
      h: 11,
      expr: all,
      noValue: 'No events of this workload in the range: check its name, Kind/name, or choose a longer range',
    }),
  ],
});
