import { texts } from '../text.ts';

export const kubeletPods = texts('kubelet', {
  FailedCreatePodSandBox: [
    "The pod's sandbox, with its network, could not be set up, so no container of it can start.",
    'The network plugin fails, is not installed or has no free addresses',
    'The container runtime fails, or cannot pull its pause image',
    'A memory limit of a few MiB, in which not even the runtime can start (OOM-killed)',
    'An unknown runtime class',
  ],
  FailedPodSandBoxStatus: [
    'The kubelet could not read the state of the sandbox that it has just made.',
    'The container runtime does not answer',
    'The sandbox was removed meanwhile',
  ],
  SandboxChanged: [
    "The pod's sandbox is gone or different, so the pod's containers are stopped and started again.",
    'The node or its container runtime restarted',
    'The sandbox died, or its network was lost',
  ],
  NetworkNotReady: [
    "The node's network is not ready, so the pod is not started.",
    'The network plugin is not installed on the node or not up yet',
    'Its configuration file is missing',
  ],
  FailedCreatePodContainer: [
    "The pod's cgroups could not be made on the node.",
    'The cgroup driver of kubelet and container runtime differ',
    "The node's cgroup hierarchy is damaged or full",
  ],
  'Failed:dataDirectories': [
    "The kubelet could not make the pod's directories on the node's disk.",
    'The disk is full or read-only',
    "Wrong rights on the kubelet's directory",
  ],
  FailedKillPod: [
    "The kubelet failed to stop the pod's containers or sandbox.",
    'The container runtime does not answer',
    "The network plugin fails to release the pod's network",
  ],
  FailedValidation: [
    'The kubelet ignores the pod since another one of the same name came from the same source.',
    'Two manifests in the static pod folder name the same pod',
  ],
  DeadlineExceeded: [
    'The pod ran longer than its activeDeadlineSeconds and is stopped.',
    'The work takes longer than planned, or hangs',
    'The deadline is too short',
  ],
  Evicted: [
    'The kubelet stopped the pod since the node runs short of memory, disk space or process ids, or the pod exceeded its own storage limit.',
    'A pod uses more memory than it requests: not always the one that is evicted',
    'Logs, images or emptyDir volumes fill the disk',
    'The pod wrote more than its ephemeral-storage limit or emptyDir size',
  ],
  FailedPrepareDynamicResources: [
    'Devices that the pod claims could not be made ready on the node.',
    'The DRA driver is not running on the node',
    'The driver reports an error for the device',
  ],
  FailedNodeDeclaredFeaturesCheck: [
    'The pod was updated to need a feature that this node does not declare.',
    "The node's kubelet is older, or the feature is switched off there",
  ],
  HostIPsIPFamilyMismatch: [
    "The IP families of the node's addresses do not fit those of the pod's addresses.",
    'A node in a dual-stack cluster has an address of one family only',
  ],
  DNSConfigForming: [
    "The pod's DNS settings exceeded a limit, so name servers or search domains were left out.",
    'More than three name servers on the node',
    'Too many or too long search domains',
  ],
  MissingClusterDNS: [
    "The kubelet knows no cluster DNS address, so the pod got the node's DNS and cannot resolve Services.",
    "clusterDNS is missing in the kubelet's configuration",
  ],
  CertificateOverdueForRefresh: [
    'A certificate that the kubelet keeps for the pod should have been renewed by now.',
    'The signer does not answer',
    'Requests for it are denied or fail',
  ],
  CertificateExpired: [
    'A certificate that the kubelet keeps for the pod has expired.',
    'Renewing it has failed for a long time',
  ],
  Denied: [
    'The signer refused the certificate that the pod asks for.',
    "The signer's policy does not allow this pod or service account",
  ],
  'Failed:certificate': [
    'The signer could not issue the certificate that the pod asks for.',
    'The signer has an error; the message quotes it',
    'The request is not one that the signer supports',
  ],
});
