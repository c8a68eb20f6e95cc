import { texts } from '../text.ts';

const RELEASES = [
  'A release: a new image or configuration, by helm, Argo CD, Flux or kubectl',
  'Someone changed resources, probes or environment by hand',
] as const;
const RESTART = 'kubectl rollout restart, which only sets an annotation';
const REVERTED = 'A change was reverted in the repository that the cluster is synchronized with';
const UNDO = 'kubectl rollout undo or helm rollback after a failed release';

export const changes = texts('loki-event-collector', {
  NewRevision: [
    'The pod template of the Deployment changed, so its pods are replaced; the message says what is different.',
    ...RELEASES,
    RESTART,
  ],
  RolledBack: [
    'The Deployment went back to the pod template of an earlier revision; the message says which one.',
    UNDO,
    REVERTED,
  ],
  'NewRevision:statefulset': [
    'The pod template of the StatefulSet changed; its pods are replaced one by one from the highest ordinal, with OnDelete only as they are deleted.',
    ...RELEASES,
    RESTART,
  ],
  'RolledBack:statefulset': [
    'The StatefulSet went back to the pod template of an earlier revision; a pod that never became ready may have to be deleted by hand.',
    UNDO,
    REVERTED,
  ],
  'NewRevision:daemonset': [
    'The pod template of the DaemonSet changed; its pods are replaced node by node, with OnDelete only as they are deleted.',
    ...RELEASES,
    RESTART,
  ],
  'RolledBack:daemonset': [
    'The DaemonSet went back to the pod template of an earlier revision; the message says which one.',
    UNDO,
    REVERTED,
  ],
  'NewRevision:rollout': [
    'The pod template of the Rollout changed; its pods are replaced by the steps of its strategy, canary or blue-green.',
    ...RELEASES,
    'kubectl argo rollouts set image',
  ],
  'RolledBack:rollout': [
    'The Rollout went back to the pod template of an earlier revision; the message says which one.',
    'kubectl argo rollouts undo after a failed analysis or an aborted rollout',
    REVERTED,
  ],
  ConfigurationChanged: [
    'Keys of a ConfigMap that a workload reads changed; mounted files follow within about a minute, environment variables and subPath mounts only when pods restart.',
    'A release: new configuration, by helm, Argo CD, Flux or kubectl',
    'Someone edited the ConfigMap by hand',
    'A controller keeps its state in a ConfigMap that pods mount',
  ],
});
