import { texts } from '../text.ts';

export const kubeletNode = texts('kubelet', {
  Starting: [
    'The kubelet has started on the node.',
    'The node booted',
    'The kubelet was restarted, upgraded or crashed before',
  ],
  KubeletSetupFailed: [
    'The kubelet could not start one of its inner modules and gave up.',
    'Container runtime or cgroups are not usable',
    'A directory of the kubelet is not writable',
  ],
  NodeReady: ['The node is ready to run pods.', 'The node joined, or recovered'],
  NodeNotReady: [
    'The kubelet itself says that its node is not ready.',
    'The container runtime does not answer',
    'The network plugin is not ready',
    'The node is shutting down',
  ],
  NodeSchedulable: [
    'New pods may be scheduled onto the node again.',
    'Someone ran kubectl uncordon, or maintenance ended',
  ],
  NodeNotSchedulable: [
    'The node was cordoned: no new pods are scheduled onto it.',
    'Someone ran kubectl cordon or drain',
    'An autoscaler or upgrade is about to remove the node',
  ],
  Rebooted: [
    "The node's boot id changed: the machine has restarted.",
    'A planned restart or upgrade',
    "A kernel panic, power loss or the cloud's maintenance",
  ],
  Shutdown: [
    'The kubelet noticed that the machine is shutting down, or that this was called off.',
    'The machine is turned off or restarted',
    'A spot instance is taken back',
  ],
  NodeHasInsufficientMemory: [
    'The node is short of memory (MemoryPressure); pods may be evicted.',
    'Pods use more than they request',
    'A process outside Kubernetes needs memory',
  ],
  NodeHasSufficientMemory: ['The node has enough memory.', 'The kubelet started, or memory pressure has ended'],
  NodeHasInsufficientPID: [
    'The node runs out of process ids (PIDPressure); pods may be evicted.',
    'A pod starts processes or threads without end',
    'No limit on processes per pod',
  ],
  NodeHasSufficientPID: ['The node has enough process ids.', 'The kubelet started, or the shortage has ended'],
  NodeHasDiskPressure: [
    'The node is short of disk space or inodes (DiskPressure); images are removed and pods may be evicted.',
    'Logs, images or emptyDir volumes fill the disk',
    'The disk is too small for the images',
  ],
  NodeHasNoDiskPressure: ['The node has enough disk space.', 'The kubelet started, or disk pressure has ended'],
  EvictionThresholdMet: [
    'A resource of the node fell below the eviction threshold, and the kubelet tries to get some back.',
    'Memory, disk space or process ids run short; the message says which',
  ],
  SystemOOM: [
    'The kernel killed a process as the machine ran out of memory.',
    'Processes outside pods need more than is reserved for the system',
    'Pods without memory limits',
  ],
  NodeAllocatableEnforced: [
    "The limits that keep room for the system are set on the node's cgroups.",
    'The kubelet started',
  ],
  FailedNodeAllocatableEnforcement: [
    "The limits that keep room for the system could not be set on the node's cgroups.",
    'The cgroup named in the configuration does not exist',
    'The reserved sizes are larger than what is in use allows',
  ],
  CheckLimitsForResolvConf: [
    "The node's resolv.conf goes beyond what pods can be given.",
    'More than three name servers',
    'Too many or too long search domains',
    'The file cannot be read',
  ],
  PossibleMemoryBackedVolumesOnDisk: [
    'Volumes that are meant to live in memory may be written to swap on this node.',
    'Swap is on and the kernel does not know tmpfs with noswap',
  ],
  CgroupV1: [
    'The node uses cgroup v1, support for which will be removed; the kubelet says so at each start, and nothing fails yet.',
    'An old operating system, or one booted with cgroup v1',
  ],
});
