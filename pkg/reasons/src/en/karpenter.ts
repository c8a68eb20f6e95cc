import { texts } from '../text.ts';

export const karpenter = texts('karpenter', {
  Nominated: [
    'Karpenter expects the pod to be scheduled onto the node that it names.',
    'A new node is on its way, or one has become free',
  ],
  FailedScheduling: [
    'No node that Karpenter could make would fit the pod.',
    'NodePool limits are reached',
    "The pod's requirements contradict every NodePool",
  ],
  NoCompatibleInstanceTypes: [
    "No instance type fits the NodePool's requirements.",
    'Requirements that contradict each other or that no type in the zone meets',
  ],
  InsufficientCapacityError: [
    'The cloud has no capacity for the requested node.',
    'The instance type is sold out in the zone',
    'Spot capacity is gone',
  ],
  NodeClassNotReady: [
    'The node class is not ready, so no node is made.',
    'Subnets, security groups or images were not found',
    'Missing rights in the cloud',
  ],
  UnregisteredTaintMissing: [
    'A node joined without the taint that keeps pods away until it is ready.',
    "The node's start-up configuration lacks the taint",
  ],
  FailedConsistencyCheck: [
    'The node is not what was asked for, such as smaller than expected.',
    "The instance type's data are out of date",
  ],
  DisruptionLaunching: ['A node is being made to replace another.', 'Consolidation, drift or expiry of a node'],
  DisruptionWaitingReadiness: [
    'A node waits to be removed until its replacement is ready.',
    'The new node is still starting',
  ],
  DisruptionTerminating: ['A node is being removed.', 'It is empty or little used, has drifted or expired'],
  DisruptionBlocked: [
    'A node cannot be removed now; the message says what stands in the way.',
    'A disruption budget',
    'A pod that is marked not to be disrupted',
    "The NodePool's own budget",
  ],
  Unconsolidatable: [
    "The node's pods cannot be moved in a way that saves anything.",
    'A cheaper arrangement does not exist',
  ],
  ConsolidationCandidate: ['The node is being considered for consolidation.', 'It is little used'],
  ConsolidationApproved: ['The node will be consolidated.', 'Its pods fit elsewhere or on something cheaper'],
  ConsolidationRejected: ['The node will not be consolidated after all.', 'The saving is not worth the disruption'],
  Disrupted: [
    'The pod is deleted since its node is going away.',
    'The node is consolidated, drifted, expired or interrupted',
  ],
  Evicted: ['The pod was evicted to empty its node.', 'The node is going away'],
  FailedDraining: ['The node could not be emptied.', 'A disruption budget forbids the eviction', 'A pod does not end'],
  AwaitingVolumeDetachment: [
    'The node waits until its volumes are detached.',
    'The CSI driver is slow',
    'A pod that cannot be evicted keeps a volume',
  ],
  TerminationGracePeriodExpiring: [
    'The time for emptying the node is nearly over; what is left will be deleted.',
    'Pods that take long to end or may not be evicted',
  ],
  NodeRepairBlocked: ['An unhealthy node is not replaced.', 'Too many nodes are unhealthy at once'],
  InvalidDoNotDisruptAnnotation: [
    "The pod's annotation against disruption cannot be read.",
    'A typing error in the duration',
  ],
  DoNotDisruptUntil: ['The pod is not disrupted until the time that the message names.', 'Its annotation asks for it'],
  DoNotDisruptGracePeriodElapsed: [
    'The time for which the pod was not to be disrupted is over.',
    'Its annotation named a duration',
  ],
});
