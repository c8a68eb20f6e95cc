import { type ObjectReference, text } from '@kubernetes-events/event';
import { type AsOf, type Found, type Objects } from './objects.ts';
import { type Owner, ownerFrom } from './owner.ts';
import { type OwnersInEvents } from './owners-in-events.ts';

/** Kinds that are workloads of their own, unless another owns them. What else an event is about belongs to none. */
const WORKLOADS = new Set([
  ...['Node', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController', 'Job', 'CronJob'],
  ...['DeploymentConfig', 'Rollout', 'Workflow', 'CronWorkflow', 'JobSet', 'LeaderWorkerSet', 'CloneSet'],
  ...['SparkApplication', 'ScheduledSparkApplication', 'RayCluster', 'RayJob', 'RayService', 'MPIJob', 'PyTorchJob'],
  ...['TFJob', 'TrainJob', 'PipelineRun', 'TaskRun', 'StrimziPodSet', 'ScaledJob', 'VirtualMachine'],
  ...['VirtualMachineInstance'],
]);

/** Longer chains of owners are none that Kubernetes or a known operator makes. */
const MOST_OWNERS = 8;

/** What is known of owners: by the watches, by resource, and by events. */
export interface Known {
  objects: ReadonlyMap<string, Objects>;
  inEvents: OwnersInEvents;
}

export interface Resolution {
  /** `Kind/name`; empty where there is none, or none is known. */
  workload: string;
  /** The object that is not known yet, so that the answer is not sure. */
  missing?: Owner | undefined;
}

/** The workload of the object that an event is about, at a revision: the last of its chain of controllers. */
export function resolve(about: ObjectReference, known: Known, asOf: AsOf): Resolution {
  const namespace = text(about.namespace);
  let of = ownerFrom(about);
  let found = find(of, namespace, known, asOf);
  let owners = 0;
  for (; found.owner && owners < MOST_OWNERS; owners++) {
    of = found.owner;
    found = find(of, namespace, known, { ...asOf, existed: undefined });
  }
  const isOne = owners > 0 || found.owner === null || WORKLOADS.has(of.kind);
  return { workload: isOne && of.name ? `${of.kind}/${of.name}` : '', missing: found.sure ? undefined : of };
}

/** An object's controller as the watch has it, otherwise as events name it. */
function find(of: Owner, namespace: string, { objects, inEvents }: Known, asOf: AsOf): Found {
  const found = of.uid ? objects.get(of.resource)?.find(of.uid, asOf) : undefined;
  return found?.owner === undefined ? { owner: inEvents.ownerOf(of, namespace), sure: found?.sure !== false } : found;
}
