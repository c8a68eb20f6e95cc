import { type ObjectReference, text } from '@kubernetes-events/event';
import { type AsOf, type Objects } from './objects.ts';
import { type Owner } from './owner.ts';
import { resourceOf } from './resource.ts';
import { type Told } from './told.ts';

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
  told: Told;
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
  told: boolean;
}

/** The workload of the object that an event is about, at a revision: the last of its chain of controllers. */
export function resolve(about: ObjectReference, known: Known, asOf: AsOf): Resolution {
  const steps = [...climb(objectOf(about), text(about.namespace), known, asOf)];
  const last = steps.at(-1)!;
  const isOne = steps.length > 1 || last.owner === null || WORKLOADS.has(last.of.kind);
  const workload = isOne && last.of.name ? `${last.of.kind}/${last.of.name}` : '';
  const unsure = steps.find((step) => step.unsure)?.unsure;
  // What events told up to a kind whose owners are not looked for, a lookup would tell as well.
  const told = steps.slice(0, -1).every((step) => !step.unsure || step.told) && !known.objects.has(last.of.resource);
  return { workload, unsure: steps.length > 1 && told ? undefined : unsure };
}

function objectOf({ apiVersion, kind: ofKind, name, uid }: ObjectReference): Owner {
  const kind = text(ofKind);
  return { kind, name: text(name), uid: text(uid), resource: resourceOf(text(apiVersion), kind) };
}

/** From an object to its controller, and on: the last step's has none, or none that is known. */
function* climb(from: Owner, namespace: string, known: Known, asOf: AsOf): Generator<Step> {
  let of = from;
  for (let owners = 0; owners <= MOST_OWNERS; owners++) {
    const step = stepFrom(of, namespace, known, asOf);
    yield step;
    if (!step.owner) {
      return;
    }
    of = step.owner;
  }
}

/** An object's controller, from the watch, else from what events told. */
function stepFrom(of: Owner, namespace: string, known: Known, asOf: AsOf): Step {
  const { kind, name, uid, resource } = of;
  const found = uid ? known.objects.get(resource)?.find(uid, asOf) : undefined;
  const unsure = found?.sure === false ? { resource, namespace, name, uid } : undefined;
  if (found?.owner !== undefined) {
    return { of, owner: found.owner, unsure, told: false };
  }
  const owner = known.told.ownerOf(kind, namespace, name);
  return { of, owner, unsure, told: owner !== undefined };
}
