import { type Wanted } from './logql.ts';

/** A kind of annotation for time series: which events, and in which colour. */
export interface Annotation {
  name: string;
  color: string;
  wanted: Wanted;
  text: string;
}

const OBJECT = '{{_kind}}/{{name}}';

/** The events that every dashboard marks across its charts. */
export const ANNOTATIONS: readonly Annotation[] = [
  {
    name: 'Warnings',
    color: 'orange',
    wanted: { only: '_type="Warning"' },
    text: `${OBJECT} in {{_namespace}}`,
  },
  {
    name: 'Changes',
    color: 'purple',
    wanted: {
      only: '_kind=~"Deployment|StatefulSet|DaemonSet|Rollout|ConfigMap"',
      stages: '| component="loki-event-collector" | reason=~"NewRevision|RolledBack|ConfigurationChanged"',
    },
    text: `${OBJECT} in {{_namespace}}: {{changed}} by {{changed_by}}`,
  },
  {
    name: 'Rollouts',
    color: 'blue',
    wanted: {
      only: '_kind=~"Deployment|StatefulSet|DaemonSet"',
      stages: '| reason=~"ScalingReplicaSet|SuccessfulCreate|SuccessfulDelete|DeploymentRollback"',
    },
    text: `${OBJECT} in {{_namespace}}`,
  },
  {
    name: 'Node trouble',
    color: 'red',
    wanted: {
      only: '_kind="Node"',
      stages:
        '| reason=~"NodeNotReady|NodeReady|Rebooted|SystemOOM|OOMKilling|EvictionThresholdMet|NodeHas(DiskPressure|InsufficientMemory|InsufficientPID)|RemovingNode|NodeNotSchedulable|Shutdown"',
    },
    text: 'Node {{name}}',
  },
];

/** How many marks one query may bring: more would hide what they are laid over. */
export const MOST_MARKS = 300;
