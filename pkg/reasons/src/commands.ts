const ON_NODE = 'kubectl debug node/{node} -it --profile=sysadmin --image=busybox -- chroot /host';

/**
 * What to run to see more. Placeholders: `{kind}`, `{namespace}`, `{name}` of the involved object; `{node}`, the node it
 * is about; `{host}`, the event's host. {@link fillIn} puts an event's own values there.
 */
export const COMMANDS = {
  describe: 'kubectl describe {kind} {name} -n {namespace}',
  yaml: 'kubectl get {kind} {name} -n {namespace} -o yaml',
  logs: 'kubectl logs {name} -n {namespace} --all-containers --tail=100',
  previousLogs: 'kubectl logs {name} -n {namespace} --all-containers --previous --tail=100',
  podLogs: 'kubectl logs -n {namespace} -l job-name={name} --all-containers --tail=100',
  exitStates:
    'kubectl get pod {name} -n {namespace} -o jsonpath=\'{range .status.containerStatuses[*]}{.name}{" "}{.lastState.terminated}{"\\n"}{end}\'',
  probes:
    "kubectl get pod {name} -n {namespace} -o jsonpath='{.spec.containers[*].livenessProbe}{.spec.containers[*].readinessProbe}'",
  images: "kubectl get pod {name} -n {namespace} -o jsonpath='{.spec.containers[*].image}'",
  configs: 'kubectl get configmaps,secrets -n {namespace}',
  pullSecrets: 'kubectl get secrets -n {namespace} --field-selector type=kubernetes.io/dockerconfigjson',
  serviceAccounts: 'kubectl get serviceaccounts -n {namespace} -o yaml',
  pods: 'kubectl get pods -n {namespace} -o wide',
  topPod: 'kubectl top pod {name} -n {namespace} --containers',
  topPods: 'kubectl top pods -n {namespace}',
  node: 'kubectl describe node {node}',
  nodes: 'kubectl get nodes -o wide',
  allocatable: "kubectl describe nodes | grep -A 8 'Allocated resources'",
  topNode: 'kubectl top node {node}',
  podsOnNode: 'kubectl get pods -A -o wide --field-selector spec.nodeName={node}',
  kubeletLog: `${ON_NODE} journalctl -u kubelet --since -1h`,
  kernelLog: `${ON_NODE} dmesg -T`,
  disk: `${ON_NODE} df -h`,
  runtime: `${ON_NODE} crictl ps -a`,
  runtimeImages: `${ON_NODE} crictl images`,
  resolvConf: `${ON_NODE} cat /etc/resolv.conf`,
  kubeProxyLog: 'kubectl logs -n kube-system -l k8s-app=kube-proxy --field-selector spec.nodeName={node} --tail=100',
  priorities: 'kubectl get priorityclasses',
  quota: 'kubectl describe resourcequotas,limitranges -n {namespace}',
  webhooks: 'kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations',
  rollout: 'kubectl rollout status {kind}/{name} -n {namespace}',
  rolloutHistory: 'kubectl rollout history {kind}/{name} -n {namespace}',
  replicaSets: 'kubectl get replicasets -n {namespace} -o wide',
  jobs: 'kubectl get jobs,pods -n {namespace}',
  workloads: 'kubectl get workloads.scheduling.k8s.io,podgroups.scheduling.k8s.io -n {namespace}',
  hpas: 'kubectl get horizontalpodautoscalers -n {namespace}',
  pdbs: 'kubectl get poddisruptionbudgets -n {namespace}',
  metricsApi: 'kubectl get apiservices | grep metrics',
  pvcs: 'kubectl get persistentvolumeclaims -n {namespace}',
  pvs: 'kubectl get persistentvolumes',
  storageClasses: 'kubectl get storageclasses',
  attachments: 'kubectl get volumeattachments',
  csiDrivers: 'kubectl get csidrivers,csinodes',
  services: 'kubectl get services,endpointslices -n {namespace}',
  serviceCidrs: 'kubectl get servicecidrs,ipaddresses',
  leases: 'kubectl get leases -n {namespace}',
  resourceClaims: 'kubectl get resourceclaims,resourceclaimtemplates -n {namespace}',
  podCertificates: 'kubectl get podcertificaterequests -n {namespace}',
  snapshots: 'kubectl get volumesnapshots,volumesnapshotcontents,volumesnapshotclasses -n {namespace}',
  groupSnapshots:
    'kubectl get volumegroupsnapshots,volumegroupsnapshotcontents,volumegroupsnapshotclasses -n {namespace}',
  autoscalerStatus: 'kubectl get configmap cluster-autoscaler-status -n kube-system -o yaml',
  vpas: 'kubectl get verticalpodautoscalers -n {namespace}',
  certificates: 'kubectl get certificates,certificaterequests,orders,challenges -n {namespace}',
  issuers: 'kubectl get issuers,clusterissuers -A',
  ingresses: 'kubectl get ingresses -n {namespace}',
  ingressLog: 'kubectl logs -n ingress-nginx -l app.kubernetes.io/component=controller --tail=100',
  application: 'kubectl get applications.argoproj.io -n {namespace}',
  argoRollout: 'kubectl argo rollouts get rollout {name} -n {namespace}',
  analysisRuns: 'kubectl get analysisruns,experiments -n {namespace}',
  workflow: 'kubectl get workflows,workflowtasksets,cronworkflows -n {namespace}',
  fluxAll: 'flux get all -n {namespace}',
  fluxLogs: 'flux logs --kind={kind} --name={name} -n {namespace}',
  helmHistory: 'helm history {name} -n {namespace}',
  nodeClaims: 'kubectl get nodepools,nodeclaims -o wide',
  karpenterLog: 'kubectl logs -n kube-system -l app.kubernetes.io/name=karpenter --tail=100',
  externalSecrets: 'kubectl get externalsecrets,secretstores -n {namespace}',
  history: '{_namespace="{namespace}"} | name="{name}"',
  onHost: '{_host="{host}"} | _type="Warning"',
} as const;

export type CommandId = keyof typeof COMMANDS;

/** What a command is made for: an event's fields, as far as they are known. */
export interface Subject {
  kind?: string;
  namespace?: string;
  name?: string;
  host?: string;
}

/** Who writes an event may put anything into it; what is pasted into a shell must stay one word of it. */
function shellWord(value: string): string {
  return /^[\w.:/][\w.:/-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

/** The inside of a LogQL string. */
function logqlText(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/**
 * A command for one event, its values quoted where they need it. What is not known stays a placeholder; `-n` is left out
 * for an object without a namespace.
 */
export function fillIn(id: CommandId, { kind = '', namespace = '', name = '', host = '' }: Subject): string {
  const node = kind === 'Node' ? name : host;
  const values: Record<string, string> = { kind, namespace, name, host: host || node, node };
  const command: string = COMMANDS[id];
  const quoted = command.startsWith('{') ? logqlText : shellWord;
  return (kind && !namespace ? command.replace(' -n {namespace}', '') : command).replace(
    /\{(\w+)\}/g,
    (placeholder, key: string) => (values[key] ? quoted(values[key]) : placeholder)
  );
}

/** The commands that differ for one event. Kinds may be in lower case: for a Node, that for its node is that for the object. */
export const differing = (ids: readonly CommandId[], subject: Subject): CommandId[] => [
  ...new Map(ids.map((id) => [fillIn(id, subject).toLowerCase(), id])).values(),
];
