import { type Entry } from './entry.ts';

/** The ways in which something fails: what a reason is a sign of. */
export const MODES = [
  'image',
  'crash',
  'oom',
  'probe',
  'scheduling',
  'volume',
  'quota',
  'admission',
  'node',
  'eviction',
  'autoscaling',
  'job',
  'network',
  'certificate',
  'other',
] as const;
export type Mode = (typeof MODES)[number];

const ids = (mode: Mode, emitter: string, keys: string): Array<[string, Mode]> =>
  keys.split(' ').map((key) => [`${emitter}/${key}`, mode]);

/** Entries whose emitter and kind do not say how something fails. */
const BY_ID = new Map<string, Mode>([
  ...ids(
    'image',
    'kubelet',
    'Failed:pull BackOff:image InspectFailed ErrImageNeverPull FailedToRetrieveImagePullSecret'
  ),
  ...ids(
    'crash',
    'kubelet',
    'Failed:create Failed:start BackOff:container FailedPostStartHook FailedPreStopHook FailedCreatePodContainer'
  ),
  ...ids('crash', 'loki-event-collector', 'Error StartError ContainerCannotRun ContainerStatusUnknown'),
  ...ids('oom', 'loki-event-collector', 'OOMKilled'),
  ...ids('oom', 'node-problem-detector', 'OOMKilling'),
  ...ids('eviction', 'loki-event-collector', 'EvictionByEvictionAPI'),
  ...ids('node', 'loki-event-collector', 'DeletionByPodGC TerminationByKubelet'),
  ...ids('probe', 'kubelet', 'Unhealthy ProbeWarning'),
  ...ids(
    'scheduling',
    'kubelet',
    'Preempting OutOfcpu OutOfmemory OutOfephemeral-storage OutOfpods TopologyAffinityError SMTAlignmentError EmptyPodSharedPoolError'
  ),
  ...ids('scheduling', 'karpenter', 'FailedScheduling'),
  ...ids(
    'admission',
    'kubelet',
    'UnexpectedAdmissionError InvalidNodeInfo PodOSSelectorNodeLabelDoesNotMatch PodOSNotSupported SupplementalGroupsPolicyNotSupported UnexpectedPredicateFailureType AppArmor PodLevelResourcesNotSupported PodFeatureUnsupported SysctlForbidden'
  ),
  ...ids(
    'admission',
    'kube-controller-manager',
    'FailedCreate:pod FailedCreate:statefulset ReplicaSetCreateError FailedDaemonPod'
  ),
  ...ids(
    'volume',
    'kubelet',
    'FailedMount FailedMapVolume FailedMountOnFilesystemMismatch VolumeResizeFailed FileSystemResizeFailed VolumeAttachmentLimitExceeded'
  ),
  ...ids('volume', 'kube-controller-manager', 'FailedAttachVolume FailedBinding:ephemeral MultipleSELinuxLabels'),
  ...ids('network', 'kubelet', 'FailedCreatePodSandBox FailedPodSandBoxStatus NetworkNotReady MissingClusterDNS'),
  ...ids('certificate', 'kubelet', 'CertificateExpired Denied Failed:certificate'),
  ...ids('eviction', 'kubelet', 'Evicted'),
  ...ids('node', 'kubelet', 'NodeShutdown'),
  ...ids('eviction', 'karpenter', 'Evicted'),
  ...ids(
    'node',
    'kube-controller-manager',
    'NodeNotReady:pod NodeControllerEviction TaintManagerEviction DeviceTaintManagerEviction'
  ),
  ...ids('network', 'node-problem-detector', 'DNSUnreachable'),
]);

const BY_KIND: Record<string, Mode> = {
  Node: 'node',
  PersistentVolumeClaim: 'volume',
  PersistentVolume: 'volume',
  HorizontalPodAutoscaler: 'autoscaling',
  Job: 'job',
  CronJob: 'job',
  Service: 'network',
  Endpoints: 'network',
  Ingress: 'network',
};

const BY_EMITTER: Record<string, Mode> = {
  'default-scheduler': 'scheduling',
  'node-problem-detector': 'node',
  'cluster-autoscaler': 'autoscaling',
  'vertical-pod-autoscaler': 'autoscaling',
  karpenter: 'autoscaling',
  'external-provisioner': 'volume',
  'external-resizer': 'volume',
  'external-health-monitor': 'volume',
  'snapshot-controller': 'volume',
  'kube-proxy': 'network',
  'kube-apiserver': 'network',
  'cloud-controller-manager': 'network',
  istio: 'network',
  'cert-manager': 'certificate',
};

/** How what an entry is about fails, where it is a sign of a failure. */
export function modeOf({ id, kinds, emitter }: Pick<Entry, 'id' | 'kinds' | 'emitter'>): Mode {
  return BY_ID.get(id) ?? BY_KIND[kinds[0] ?? ''] ?? BY_EMITTER[emitter] ?? 'other';
}
