import { type ObjectReference, text } from '@kubernetes-events/event';
import { resourceOf } from '../kubernetes/resource.ts';
import { type AsOf, type Objects } from './objects.ts';
import { type Owner } from './owner.ts';
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

/** What is known of objects and their owners. */
export interface Known {
  /** By resource; undefined for one that is not watched. */
  objects: ReadonlyMap<string, Objects>;
  ownersInEvents: OwnersInEvents;
}

/** An object that could not be looked up surely. */
export interface Unsure {
  resource: string;
  namespace: string;
  name: string;
  uid: string;
}

export interface Resolution {
  /** `Kind/name`; empty where there is none, or none is known. */
  workload: string;
  /** What is to be looked up for the answer to be sure. */
  unsure?: Unsure | undefined;
}

interface Step {
  of: Owner;
  owner: Owner | null | undefined;
  unsure?: Unsure | undefined;
  /** By an event, not by the object itself. */
  fromEvents: boolean;
}

/** The workload of the object that an event is about, at a revision: the last of its chain of controllers. */
export function resolve(about: ObjectReference, known: Known, asOf: AsOf): Resolution {
  const namespace = text(about.namespace);
  let step = stepFrom(objectOf(about), namespace, known, asOf);
  let unsure = step.unsure;
  let owners = 0;
  // Whether events name every owner that is not sure.
  let fromEvents = true;
  for (; step.owner && owners < MOST_OWNERS; owners++) {
    fromEvents &&= step.fromEvents || !step.unsure;
    step = stepFrom(step.owner, namespace, known, asOf);
    unsure ??= step.unsure;
  }
  // If events already lead to an unwatched kind, a lookup adds nothing.
  const sure = fromEvents && owners > 0 && !known.objects.has(step.of.resource);
  return { workload: workloadOf(step, owners), unsure: sure ? undefined : unsure };
}

function workloadOf({ of: { kind, name }, owner }: Step, owners: number): string {
  const isOne = owners > 0 || owner === null || WORKLOADS.has(kind);
  return isOne && name ? `${kind}/${name}` : '';
}

function objectOf({ apiVersion, kind: ofKind, name, uid }: ObjectReference): Owner {
  const kind = text(ofKind);
  return { kind, name: text(name), uid: text(uid), resource: resourceOf(text(apiVersion), kind) };
}

/** An object's controller, from the watch, else from what events name. */
function stepFrom(of: Owner, namespace: string, known: Known, asOf: AsOf): Step {
  const { kind, name, uid, resource } = of;
  const found = uid ? known.objects.get(resource)?.find(uid, asOf) : undefined;
  const unsure = found?.sure === false ? { resource, namespace, name, uid } : undefined;
  if (found?.owner !== undefined) {
    return { of, owner: found.owner, unsure, fromEvents: false };
  }
  const owner = known.ownersInEvents.ownerOf(kind, namespace, name);
  return { of, owner, unsure, fromEvents: owner !== undefined };
}
