import { type Trouble, TROUBLES } from '../troubles.ts';
import { countByObject, lastTimes, pendingPods, silentClusters, STATE_WINDOW } from './queries.ts';

/** One alert, for Grafana and for Loki's ruler alike. */
export interface Rule {
  uid: string;
  /** Grafana's title; the ruler's name is the same without spaces. */
  title: string;
  severity: 'warning' | 'critical';
  /** LogQL; the alert is for each of its series whose value is above, or below, the number. */
  expr: string;
  above?: number;
  below?: number;
  /** Where the ruler needs another query, its comparison in it. */
  rulerExpr?: string;
  /** How far back the query looks, in seconds. */
  lookBack: number;
  for: string;
  keepFiringFor: string;
  noData: 'OK' | 'Alerting';
  /** Evaluations for which a series that is missing keeps its state. */
  missingSeriesEvals?: number;
  summary: string;
  /** Shown below the catalogue's text. */
  note?: string;
  commands: readonly string[];
  reasons: readonly string[];
  /** The filters of the app's page. */
  link: readonly string[];
  /** The panel that shows it. */
  panel: { dashboard: 'warnings' | 'node' | 'collector'; title: string };
}

const MINUTE = 60;
const DESCRIBE = 'kubectl describe {object} -n {namespace}';

function ofTrouble(
  trouble: Trouble,
  rule: Pick<Rule, 'uid' | 'title' | 'summary' | 'commands' | 'for' | 'keepFiringFor' | 'above' | 'note'> & {
    minutes: number;
    severity?: Rule['severity'];
  }
): Rule {
  const { minutes, severity = 'warning', ...rest } = rule;
  return {
    ...rest,
    severity,
    expr: countByObject(trouble, `${minutes}m`),
    lookBack: minutes * MINUTE,
    noData: 'OK',
    reasons: trouble.reasons,
    link: trouble.link,
    panel: { dashboard: 'warnings', title: trouble.title },
  };
}

/** The rules. They suit any cluster. */
export const RULES: readonly Rule[] = [
  ofTrouble(TROUBLES.crashes, {
    uid: 'kubernetes-events-crash-loop',
    title: 'Container keeps crashing',
    summary: '{object} in {namespace} restarts again and again',
    minutes: 15,
    above: 2,
    for: '5m',
    keepFiringFor: '10m',
    commands: [DESCRIBE, 'kubectl logs {object} -n {namespace} --all-containers --previous --tail=100'],
  }),
  ofTrouble(TROUBLES.containerMemory, {
    uid: 'kubernetes-events-container-oom',
    title: 'Container out of memory',
    summary: 'A container of {object} in {namespace} was OOM killed',
    note: 'The value is how many OOM kills there were in 10 minutes, those included that the API server did not show one by one.',
    minutes: 10,
    above: 0,
    for: '0s',
    keepFiringFor: '15m',
    commands: [DESCRIBE, 'kubectl top pods -n {namespace} --containers'],
  }),
  ofTrouble(TROUBLES.deaths, {
    uid: 'kubernetes-events-restart-storm',
    title: 'Restart storm',
    summary: 'Containers of {object} in {namespace} died more than 20 times in 15 minutes',
    note: 'The value is how many times its containers died with an exit code other than 0, on all its pods together.',
    minutes: 15,
    above: 20,
    for: '0s',
    keepFiringFor: '15m',
    commands: [DESCRIBE, 'kubectl logs {object} -n {namespace} --all-containers --previous --tail=100'],
  }),
  {
    uid: 'kubernetes-events-unschedulable',
    title: 'Pod fits no node',
    severity: 'warning',
    expr: pendingPods(TROUBLES.scheduling),
    above: 0,
    lookBack: 35 * MINUTE,
    for: '5m',
    keepFiringFor: '0s',
    noData: 'OK',
    summary: 'For pods of {object} in {namespace} there has been no node for over 4 minutes',
    note: 'The value is how many pods. The scheduler repeats itself every 30 minutes at least, so the alert ends up to 35 minutes after the pod was scheduled or deleted.',
    commands: [DESCRIBE, "kubectl describe nodes | grep -A 8 'Allocated resources'", 'kubectl get pvc -n {namespace}'],
    reasons: TROUBLES.scheduling.reasons,
    link: TROUBLES.scheduling.link,
    panel: { dashboard: 'warnings', title: TROUBLES.scheduling.title },
  },
  ofTrouble(TROUBLES.memory, {
    uid: 'kubernetes-events-out-of-memory',
    title: 'Node out of memory',
    summary: 'The kernel killed a process on {object} for want of memory',
    note: 'A container that exceeds its own limit writes no such event: for it, "Container out of memory" fires.',
    minutes: 10,
    above: 0,
    for: '0s',
    keepFiringFor: '15m',
    severity: 'critical',
    commands: ['kubectl describe {object}', 'kubectl top pods -A --sort-by=memory | head'],
  }),
  {
    uid: 'kubernetes-events-node-not-ready',
    title: 'Node not ready',
    severity: 'critical',
    expr: lastTimes('NodeNotReady', 'NodeReady|RemovingNode|DeletingNode'),
    above: 0,
    lookBack: STATE_WINDOW,
    for: '2m',
    keepFiringFor: '0s',
    noData: 'OK',
    summary: '{object} has stopped answering',
    note: 'The value is the start, in seconds since the epoch. The alert ends when the node reports NodeReady, when the node is removed, or after a day.',
    commands: ['kubectl describe {object}', 'kubectl get nodes -o wide'],
    reasons: TROUBLES.nodes.reasons,
    link: TROUBLES.nodes.link,
    panel: { dashboard: 'node', title: 'Not ready' },
  },
  ofTrouble(TROUBLES.mounts, {
    uid: 'kubernetes-events-failed-mount',
    title: 'Volume cannot be mounted',
    summary: 'Pods of {object} in {namespace} wait for a volume',
    minutes: 15,
    above: 2,
    for: '5m',
    keepFiringFor: '10m',
    commands: [DESCRIBE, 'kubectl get pvc,configmaps,secrets -n {namespace}', 'kubectl get volumeattachments'],
  }),
  ofTrouble(TROUBLES.images, {
    uid: 'kubernetes-events-image-pull',
    title: 'Image cannot be pulled',
    summary: 'Pods of {object} in {namespace} wait for an image',
    minutes: 15,
    above: 2,
    for: '5m',
    keepFiringFor: '10m',
    commands: [DESCRIBE, 'kubectl get secrets -n {namespace} --field-selector type=kubernetes.io/dockerconfigjson'],
  }),
  ofTrouble(TROUBLES.evictions, {
    uid: 'kubernetes-events-eviction',
    title: 'Pods evicted',
    summary: 'Pods of {object} in {namespace} had to leave their node',
    minutes: 10,
    above: 0,
    for: '0s',
    keepFiringFor: '15m',
    commands: [
      'kubectl get pods -n {namespace} -o wide',
      'kubectl describe nodes | grep -A 6 Conditions',
      'kubectl get priorityclasses',
    ],
  }),
  {
    uid: 'kubernetes-events-collector-silent',
    title: 'No events arrive',
    severity: 'critical',
    ...silentClusters(),
    below: 1,
    lookBack: 7200,
    for: '5m',
    keepFiringFor: '0s',
    noData: 'Alerting',
    // A week of evaluations, 5 minutes apart: a cluster that is silent is not forgotten when the window is past it.
    missingSeriesEvals: 2016,
    summary: 'No event of cluster "{cluster}" has reached Loki for 30 minutes',
    note: 'A cluster without events for 30 minutes is rare, since CronJobs and the leases of controllers write events. If yours is that quiet, make the window longer.',
    commands: [
      'kubectl get pods -n kubernetes-events',
      'kubectl logs -n kubernetes-events deploy/loki-event-collector --all-pods --tail=50',
      'kubectl get events -A --sort-by=.lastTimestamp | tail',
    ],
    reasons: [],
    link: [],
    panel: { dashboard: 'collector', title: 'Newest event' },
  },
];
