import { entries } from '../entry.ts';
import { ARGO_ROLLOUTS, KUBERNETES } from '../projects.ts';

/** The collector writes these entries; the revisions are made by the controllers of the workloads. */
const COLLECTOR = { emitter: 'loki-event-collector', components: ['loki-event-collector'] };

/** Changes of workloads and of their configuration. */
export const changes = [
  ...entries(
    { ...KUBERNETES, ...COLLECTOR, path: 'pkg/controller/deployment/util/deployment_util.go' },
    {
      NewRevision: [
        'N',
        'notice',
        'Deployment',
        'rollout rolloutHistory describe history',
        'RolledBack ConfigurationChanged kube-controller-manager/ScalingReplicaSet',
      ],
      RolledBack: [
        'N',
        'notice',
        'Deployment',
        'rollout rolloutHistory describe history',
        'NewRevision kube-controller-manager/ScalingReplicaSet',
      ],
      'NewRevision:statefulset': [
        'N',
        'notice',
        'StatefulSet',
        'rollout rolloutHistory describe history',
        'RolledBack:statefulset ConfigurationChanged kube-controller-manager/SuccessfulCreate:statefulset',
        { path: 'pkg/controller/statefulset/stateful_set_control.go' },
      ],
      'RolledBack:statefulset': [
        'N',
        'notice',
        'StatefulSet',
        'rollout rolloutHistory describe history',
        'NewRevision:statefulset kube-controller-manager/SuccessfulDelete:statefulset',
        { path: 'pkg/controller/statefulset/stateful_set_control.go' },
      ],
      'NewRevision:daemonset': [
        'N',
        'notice',
        'DaemonSet',
        'rollout rolloutHistory describe history',
        'RolledBack:daemonset ConfigurationChanged kube-controller-manager/SuccessfulCreate:pod',
        { path: 'pkg/controller/daemon/update.go' },
      ],
      'RolledBack:daemonset': [
        'N',
        'notice',
        'DaemonSet',
        'rollout rolloutHistory describe history',
        'NewRevision:daemonset kube-controller-manager/SuccessfulDelete:pod',
        { path: 'pkg/controller/daemon/update.go' },
      ],
      ConfigurationChanged: [
        'N',
        'notice',
        'ConfigMap',
        'describe yaml history',
        'NewRevision NewRevision:statefulset NewRevision:daemonset',
        { path: 'pkg/registry/core/configmap/strategy.go' },
      ],
    }
  ),
  ...entries(
    { ...ARGO_ROLLOUTS, ...COLLECTOR, path: 'utils/replicaset/replicaset.go' },
    {
      'NewRevision:rollout': [
        'N',
        'notice',
        'Rollout',
        'argoRollout describe history',
        'RolledBack:rollout argo-rollouts/RolloutUpdated',
      ],
      'RolledBack:rollout': [
        'N',
        'notice',
        'Rollout',
        'argoRollout describe history',
        'NewRevision:rollout argo-rollouts/RolloutAborted',
      ],
    }
  ),
];
