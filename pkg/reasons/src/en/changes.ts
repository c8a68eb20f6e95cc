import { texts } from '../text.ts';

export const changes = texts('loki-event-collector', {
  NewRevision: [
    'The pod template of the workload changed, so its pods are replaced; the message says what is different.',
    'A release: a new image or configuration, by helm, Argo CD, Flux or kubectl',
    'Someone changed resources, probes or environment by hand',
    'kubectl rollout restart, which only sets an annotation',
  ],
  RolledBack: [
    'The workload went back to the pod template of an earlier revision; the message says which one.',
    'kubectl rollout undo or helm rollback after a failed release',
    'A change was reverted in the repository that the cluster is synchronized with',
  ],
});
