import { texts } from '../text.ts';

export const kubeletAdmission = texts('kubelet', {
  OutOfcpu: [
    'The kubelet refused the pod as the node has less free CPU than it requests.',
    'Several schedulers, or a pod bound by hand, used the same room',
    'Pods of a node that restarted came back all at once',
  ],
  OutOfmemory: [
    'The kubelet refused the pod as the node has less free memory than it requests.',
    'Several schedulers, or a pod bound by hand, used the same room',
    'Pods of a node that restarted came back all at once',
  ],
  'OutOfephemeral-storage': [
    'The kubelet refused the pod as the node has less free local storage than it requests.',
    'Several schedulers, or a pod bound by hand, used the same room',
  ],
  OutOfpods: [
    'The kubelet refused the pod as the node already runs as many pods as it may.',
    "The node's maxPods is reached",
    'Pods were bound by hand or by a second scheduler',
  ],
  UnexpectedAdmissionError: [
    'The kubelet refused the pod after an error that it cannot name more closely, mostly about devices.',
    'The devices that the pod asks for are gone or unhealthy',
    'A device plugin did not register again after the node restarted',
  ],
  TopologyAffinityError: [
    "The pod's CPUs, memory and devices cannot be taken from NUMA nodes in the way that the node's topology policy asks for.",
    'The NUMA nodes are partly in use',
    'The pod asks for more than one NUMA node has, under single-numa-node',
  ],
  SMTAlignmentError: [
    "The pod's exclusive CPUs cannot be given as whole physical cores, which the node's policy demands.",
    'The number of CPUs is not a multiple of the threads of a core',
    'Too few whole cores are free',
  ],
  EmptyPodSharedPoolError: [
    "With pod-level resources, the pod's exclusive containers leave no CPU for its other containers.",
    "The pod's total equals what its exclusive containers ask for",
  ],
  InvalidNodeInfo: [
    "The kubelet refused the pod as it could not read its own node's object.",
    'The API server was not reachable when the kubelet started',
  ],
  PodOSSelectorNodeLabelDoesNotMatch: [
    'The pod selects an operating system that this node does not run.',
    'The pod was bound to the node past the scheduler',
  ],
  PodOSNotSupported: [
    "The pod's spec.os is not the node's operating system.",
    'A Windows pod landed on a Linux node, or the reverse',
  ],
  SupplementalGroupsPolicyNotSupported: [
    "The pod asks for a supplementalGroupsPolicy that the node's container runtime does not support.",
    'The container runtime is too old',
  ],
  UnexpectedPredicateFailureType: [
    'The kubelet refused the pod for a kind of failure that it did not expect.',
    'The versions of kubelet and cluster differ too much',
  ],
  UnknownReason: [
    'The kubelet refused the pod, and the check that failed gave no reason.',
    "The kubelet's log has details",
  ],
  AppArmor: [
    "The pod's AppArmor profile cannot be enforced on this node.",
    "AppArmor is not enabled in the node's kernel",
    'The profile was not loaded on the node',
  ],
  PodLevelResourcesNotSupported: [
    'The pod sets resources for the pod as a whole, which this kubelet does not support.',
    'The feature is off or the kubelet too old',
    'The node runs Windows',
  ],
  PodFeatureUnsupported: [
    'The pod needs a feature that this node does not offer.',
    "The node's kubelet is older than the control plane",
    'The feature gate is off on this node',
  ],
  SysctlForbidden: [
    'The pod sets a kernel parameter (sysctl) that the node does not allow.',
    "An unsafe sysctl that is not in the kubelet's allowedUnsafeSysctls",
    "A sysctl of the host's network or IPC namespace with hostNetwork or hostIPC",
  ],
  NodeShutdown: ['The pod was refused as the node is shutting down.', 'The machine is being turned off or restarted'],
});
