import { texts } from '../text.ts';

export const workloads = texts('kube-controller-manager', {
  ScalingReplicaSet: [
    'The Deployment scaled one of its ReplicaSets up or down.',
    'A rollout',
    'A change of replicas by hand or by an autoscaler',
  ],
  ReplicaSetCreateError: [
    "The Deployment's new ReplicaSet could not be made.",
    'A quota or an admission webhook refuses',
    'The pod template is not valid',
  ],
  DeploymentRollback: [
    'The Deployment went back to an earlier revision through the old rollback API.',
    'Someone asked for it',
  ],
  DeploymentRollbackRevisionNotFound: [
    'The revision to go back to does not exist any more.',
    'revisionHistoryLimit has removed it',
  ],
  DeploymentRollbackTemplateUnchanged: [
    'The revision to go back to equals the present one, so nothing was done.',
    'A rollback to the same pod template',
  ],
  'SelectingAll:deployment': [
    "The Deployment's selector is empty and would match every pod, so nothing is done.",
    'An empty selector',
  ],
  'SuccessfulCreate:pod': [
    'The controller has created a pod.',
    'A scale-up, a rollout or a replacement for a lost pod',
  ],
  'FailedCreate:pod': [
    'The controller could not create a pod.',
    "The namespace's quota is used up, or a LimitRange forbids the sizes",
    'An admission webhook or Pod Security refuses',
    'The service account does not exist',
  ],
  'SuccessfulDelete:pod': [
    'The controller has deleted a pod.',
    'A scale-down or a rollout',
    'A Job that is suspended or has finished',
  ],
  'FailedDelete:pod': [
    'The controller could not delete a pod.',
    'An admission webhook refuses',
    'The API server answers with errors',
  ],
  'SuccessfulCreate:statefulset': [
    'The StatefulSet has created a pod or a volume claim.',
    'A scale-up, a rollout or a replacement',
  ],
  'FailedCreate:statefulset': [
    'The StatefulSet could not create a pod or a volume claim, and does not continue with the next.',
    'A quota, Pod Security or an admission webhook refuses',
    'A claim that is being deleted is in the way',
    'The storage class does not exist',
  ],
  SuccessfulUpdate: [
    "The StatefulSet has corrected a pod's identity, storage or claim.",
    'Labels or volumes of a pod were changed or had to be taken over',
  ],
  FailedUpdate: [
    'The StatefulSet could not correct a pod or its claim.',
    'The pod was changed meanwhile',
    'An admission webhook refuses',
  ],
  'SuccessfulDelete:statefulset': ['The StatefulSet has deleted a pod.', 'A scale-down or a rollout'],
  'FailedDelete:statefulset': [
    'The StatefulSet could not delete a pod.',
    'An admission webhook refuses',
    'The API server answers with errors',
  ],
  ConflictingController: [
    'A claim of the StatefulSet is owned by something else as well, so its retention policy is not applied.',
    "Another controller set itself as the claim's owner",
  ],
  UnknownStrategy: [
    "The StatefulSet's update or pod management strategy is not one that the controller knows.",
    'A newer API server than controller manager',
  ],
  'SelectingAll:daemonset': [
    "The DaemonSet's selector is empty and would match every pod, so nothing is done.",
    'An empty selector',
  ],
  FailedDaemonPod: [
    'A pod of the DaemonSet failed on a node; it is deleted and created again.',
    'The node evicted or refused it',
    'The node was lost or shut down',
  ],
  SucceededDaemonPod: [
    'A pod of the DaemonSet ended without error although it should run for ever; it is created again.',
    'The node was shut down in an orderly way',
  ],
});
