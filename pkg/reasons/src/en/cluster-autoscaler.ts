import { texts } from '../text.ts';

export const clusterAutoscaler = texts('cluster-autoscaler', {
  TriggeredScaleUp: ['Nodes are being added so that the pod can be scheduled.', 'No present node has room for the pod'],
  NotTriggerScaleUp: [
    'No node is added for the pod, since a new one would not help or is not allowed.',
    'Every node group is at its maximum or in backoff',
    "The pod's selector, affinity, zone or size fits no node group",
  ],
  ScaledUpGroup: ['A scale-up of a node group was requested.', 'Pods that could not be scheduled'],
  FailedToScaleUpGroup: ['The scale-up of a node group failed.', 'The cloud refuses: rights, quota or no capacity'],
  ScaleUpFailed: [
    'The cloud could not make nodes for a node group.',
    'No capacity of this instance type in the zone',
    'A quota is used up',
  ],
  ScaleUpTimedOut: [
    'New nodes did not join the cluster in time.',
    'The machine starts but its kubelet does not reach the API server',
    'The cloud is slow',
  ],
  FailedToRevertScaleUp: [
    'The size of a node group could not be set back after a failed growth.',
    "The cloud's API answers with errors",
  ],
  MaxNodesTotalReached: ['The cluster has as many nodes as the autoscaler may make.', '--max-nodes-total is reached'],
  ClusterUnhealthy: [
    'Too many nodes are not ready, or there are none, so the autoscaler does nothing.',
    'Many nodes lost at once',
    'A network fault',
  ],
  ScaleDown: [
    'A node is drained and removed as it is little used, or the pod was deleted for that.',
    "The node's pods fit elsewhere",
  ],
  ScaleDownEmpty: ['An empty node is removed.', 'No pods but those of DaemonSets run on it'],
  ScaleDownFailed: [
    'A node could not be removed, or a pod on it could not be evicted.',
    'A disruption budget forbids the eviction',
    'The cloud refuses to delete the machine',
  ],
  DeleteUnregistered: [
    'A machine that never joined the cluster was removed.',
    'Its kubelet did not reach the API server',
  ],
  DeleteUnregisteredFailed: [
    'A machine that never joined the cluster could not be removed; it still costs money.',
    "The cloud's API answers with errors",
  ],
  ClusterAutoscalerCleanup: [
    'The autoscaler takes its own taints off the node, mostly after it restarted.',
    'A removal was called off',
    'The autoscaler restarted',
  ],
  PriorityConfigMapInvalid: [
    'The configuration of the priority expander cannot be read.',
    'A typing error in the ConfigMap',
  ],
  PriorityConfigMapNotMatchedGroup: [
    "A node group is not covered by the priority expander's configuration and is left out.",
    'A new node group whose name no pattern matches',
  ],
  PriorityConfigMapNoGroupMatched: [
    "None of the node groups to choose from is covered by the priority expander's configuration.",
    'Patterns that match no present node group',
  ],
});
