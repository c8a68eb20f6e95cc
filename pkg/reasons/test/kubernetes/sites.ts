import { type EventScan } from './scan.ts';

/**
 * Places where the reason of an Event comes from something that the following code does not show, and how its values
 * are found instead: `file: expression`. A place that is not here fails the completeness test.
 */
export const READ_ELSEWHERE: Record<string, (scan: EventScan) => string[]> = {
  // Why the kubelet refuses a pod: what its admission handlers and resource managers answer.
  'pkg/kubelet/kubelet.go: kl.allocationManager.AddPod(ctx': (scan) => [
    ...scan.valuesOf('pkg/kubelet/lifecycle/', /Reason:\s*([\w.]+),/g),
    ...scan.valuesOf('pkg/kubelet/sysctl/', /Reason:\s*([\w.]+),/g),
    ...scan.valuesOf('pkg/kubelet/nodeshutdown/', /PodAdmitResult\{[^}]*Reason:\s*([\w.]+),/g),
    ...scan.valuesOf('pkg/kubelet/cm/', /\) Type\(\) string \{\s*return (\w+)/g),
  ],
  // The node's conditions pass through a function value; pkg/kubelet/nodestatus calls it, and is scanned itself.
  'pkg/kubelet/kubelet_node_status.go: event': () => [],
  // The verb is title-cased into the reason.
  'pkg/controller/statefulset/stateful_pod_control.go: fmt.Sprintf("Successful%s"': (scan) => verbs(scan, 'Successful'),
  'pkg/controller/statefulset/stateful_pod_control.go: fmt.Sprintf("Failed%s"': (scan) => verbs(scan, 'Failed'),
  // Why a Job failed: the API names the reasons of its conditions. Those of a success are not written as Events.
  'pkg/controller/job/job_controller.go: finishedCond.Reason': (scan) =>
    scan
      .valuesOf('staging/src/k8s.io/api/batch/v1/', /\b(JobReason\w+) string/g)
      .filter((reason) => reason !== 'SuccessPolicy' && reason !== 'CompletionsReached'),
  'pkg/controller/volume/selinuxwarning/selinux_warning_controller.go: conflict.EventReason': (scan) =>
    scan.valuesOf('pkg/controller/volume/selinuxwarning/cache/', /EventReason:\s*("\w+")/g),
  'staging/src/k8s.io/endpointslice/reconciler.go: event.Reason': (scan) =>
    scan.valuesOf('staging/src/k8s.io/endpointslice/', /\bReason:\s*("\w+")/g),
  // Forwards the events of the recycler's pod; the PersistentVolume controller gives them its own reason.
  'pkg/volume/util/recyclerclient/recycler_client.go: podEvent.Message': () => [],
  // Whatever reason someone else put into the ServiceCIDR's Ready condition.
  'pkg/controlplane/controller/defaultservicecidr/default_servicecidr_controller.go: currentReadyCondition.Reason':
    () => [],
};

/** Constants that stand among the reasons and are none, each with why. */
export const NOT_REASONS: ReadonlySet<string> = new Set([]);

/** Files of which every string constant is a reason. */
export const LISTS_OF_REASONS = ['pkg/kubelet/events/event.go', 'pkg/controller/volume/events/event.go'];

function verbs(scan: EventScan, prefix: string): string[] {
  return scan
    .valuesOf('pkg/controller/statefulset/', /record(?:Pod|Claim)Event\(("\w+"),/g)
    .map((verb) => prefix + verb.charAt(0).toUpperCase() + verb.slice(1));
}
