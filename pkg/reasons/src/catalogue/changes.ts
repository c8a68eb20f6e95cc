import { entries } from '../entry.ts';
import { KUBERNETES } from '../projects.ts';

/** New revisions of workloads, as the collector records them. */
export const changes = entries(
  {
    ...KUBERNETES,
    emitter: 'loki-event-collector',
    components: ['loki-event-collector'],
    path: 'pkg/controller/deployment/util/deployment_util.go',
  },
  {
    NewRevision: [
      'N',
      'notice',
      'Deployment StatefulSet DaemonSet Rollout',
      'rollout rolloutHistory describe history',
      'RolledBack kube-controller-manager/ScalingReplicaSet',
    ],
    RolledBack: [
      'N',
      'notice',
      'Deployment StatefulSet DaemonSet Rollout',
      'rollout rolloutHistory describe history',
      'NewRevision kube-controller-manager/ScalingReplicaSet',
    ],
  }
);
