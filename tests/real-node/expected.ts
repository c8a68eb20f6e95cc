/** What is to be found of a workload. */
interface Incident {
  workload: string;
  mode: string;
  title: RegExp;
  /** What the pod's status says: an end, a container's reason to wait, or the pod's own reason. */
  status: string;
  /** The same of the last end, if there is one: reason, exit code, container. */
  death?: string;
  /** What the entry of the end says, or an event. */
  says: RegExp;
}

/** What goes wrong in stack/workloads/real-node.yaml. */
export const INCIDENTS: readonly Incident[] = [
  {
    workload: 'Deployment/stock',
    mode: 'oom',
    title: /out of memory/,
    status: 'OOMKilled 137 stock',
    death: 'OOMKilled 137 stock',
    says: /^Container stock was OOM killed \(exit code 137, memory limit 48Mi\)/,
  },
  {
    workload: 'Deployment/orders',
    mode: 'oom',
    title: /out of memory/,
    status: 'OOMKilled 137 log-shipper',
    death: 'OOMKilled 137 log-shipper',
    says: /^Sidecar container log-shipper was OOM killed/,
  },
  {
    workload: 'Deployment/search',
    mode: 'oom',
    title: /out of memory/,
    status: 'OOMKilled 137 build-index',
    death: 'OOMKilled 137 build-index',
    says: /^Init container build-index was OOM killed/,
  },
  {
    // Its pod is not started again: the kubelet records no warning of it at all.
    workload: 'CronJob/import',
    mode: 'oom',
    title: /out of memory/,
    status: 'OOMKilled 137 import',
    death: 'OOMKilled 137 import',
    says: /^Container import was OOM killed/,
  },
  {
    workload: 'Deployment/picker',
    mode: 'crash',
    title: /crash loop/,
    status: 'Error 3 picker',
    death: 'Error 3 picker',
    says: /exited with code 3 .*cannot reach postgres:5432/s,
  },
  {
    workload: 'Deployment/router',
    mode: 'crash',
    title: /container cannot start/,
    status: 'StartError 128 router',
    death: 'StartError 128 router',
    says: /could not be started .*\/app\/router.*no such file/s,
  },
  {
    workload: 'Deployment/printer',
    mode: 'probe',
    title: /liveness probe fails/,
    status: 'Error 137 printer',
    death: 'Error 137 printer',
    says: /was ended by SIGKILL .*it failed its liveness probe/,
  },
  {
    workload: 'Deployment/forecast',
    mode: 'probe',
    title: /startup probe fails/,
    status: 'Error 137 forecast',
    death: 'Error 137 forecast',
    says: /was ended by SIGKILL .*it failed its startup probe/,
  },
  {
    workload: 'Deployment/scanner',
    mode: 'probe',
    title: /readiness probe fails/,
    status: 'not ready scanner',
    says: /^Readiness probe failed: dial tcp/,
  },
  {
    workload: 'Deployment/labels',
    mode: 'image',
    title: /image cannot be pulled/,
    status: 'ImagePullBackOff labels',
    says: /^Failed to pull image .*labels:2\.0.*not found/,
  },
  {
    workload: 'Deployment/pricing',
    mode: 'image',
    title: /image cannot be pulled/,
    status: 'ImagePullBackOff pricing',
    says: /^Failed to pull image .*private\/pricing:1\.0.*authorization failed/,
  },
  {
    workload: 'Deployment/gateway',
    mode: 'volume',
    title: /volume cannot be mounted/,
    status: 'ContainerCreating gateway',
    says: /^MountVolume\.SetUp failed .*secret "gateway-tls" not found/,
  },
  {
    workload: 'Deployment/returns',
    mode: 'other',
    title: /secret, ConfigMap or key missing/,
    status: 'CreateContainerConfigError returns',
    says: /secret "database" not found/,
  },
  {
    workload: 'CronJob/export',
    mode: 'eviction',
    title: /storage limit exceeded/,
    status: 'Evicted',
    death: 'Error 137 export',
    says: /was ended by SIGKILL .*its pod was evicted: Usage of EmptyDir volume "rows" exceeds the limit "10Mi"/,
  },
  {
    workload: 'CronJob/inventory',
    mode: 'job',
    title: /past its deadline/,
    status: 'DeadlineExceeded',
    death: 'Error 137 inventory',
    says: /was ended by SIGKILL .*its pod ran longer than activeDeadlineSeconds/,
  },
];
