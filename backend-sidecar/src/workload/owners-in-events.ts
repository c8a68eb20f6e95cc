import { type Event, text } from '@kubernetes-events/event';
import { resourceOf } from '../kubernetes/resource.ts';
import { type Owner } from './owner.ts';

/**
 * Messages in which controllers name the objects that they make, change and delete; the object that such an event is
 * about is the owner. A combined event, which takes another message at each revision, names none.
 *
 * Sources, as of Kubernetes 1.37: pkg/controller/controller_utils.go, deployment/sync.go,
 * statefulset/stateful_pod_control.go, cronjob/cronjob_controllerv2.go; Argo Rollouts: rollout/sync.go, replicaset.go.
 */
const MESSAGES: ReadonlyArray<readonly [kind: string, message: RegExp]> = [
  ['Pod', /^(?:Created|Deleted) pod: (\S+)$/],
  ['Pod', /^(?:create|delete|update) Pod (\S+) in StatefulSet \S+ successful$/i],
  ['PersistentVolumeClaim', /^create Claim (\S+) Pod \S+ in StatefulSet \S+ success$/i],
  ['ReplicaSet', /^Scaled (?:up|down) (?:replica set|ReplicaSet) (\S+) (?:\(|from |to )/],
  ['ReplicaSet', /^Created ReplicaSet (\S+)/],
  ['Job', /^(?:Created|Deleted) job (\S+)$/],
  ['Job', /^Saw completed job: ([^\s,]+), condition/],
];

const OWNED_KINDS = new Set(MESSAGES.map(([kind]) => kind));

/** The reasons of such events, so that all others cost nothing. */
const REASONS = new Set([
  'SuccessfulCreate',
  'SuccessfulDelete',
  'SuccessfulUpdate',
  'ScalingReplicaSet',
  'NewReplicaSetCreated',
  'SawCompletedJob',
]);

interface OwnerRecord {
  /** The event that names the object. */
  event: string;
  version: number;
  owner: Owner;
}

/**
 * Who owns what, from the events that are on the API server at the revision that was last taken: what one leader knows
 * of it, the next one reads from the same events. Bounded: the oldest is forgotten first.
 */
export class OwnersInEvents {
  readonly #limit: number;
  readonly #byObject = new Map<string, OwnerRecord[]>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#byObject.size;
  }

  /** Records the owner that an event's revision names, if any. */
  add(event: Event): void {
    const object = ownedObject(event);
    const { involvedObject: about, metadata } = event;
    const name = text(about?.name);
    if (!object || !name) {
      return;
    }
    const [kind, uid] = [text(about?.kind), text(about?.uid)];
    const owner = { kind, name, uid, resource: resourceOf(text(about?.apiVersion), kind) };
    const record = { event: text(metadata?.uid), version: Number(metadata?.resourceVersion), owner };
    const others = (this.#byObject.get(object) ?? []).filter((other) => other.event !== record.event);
    this.#byObject.delete(object);
    this.#byObject.set(
      object,
      [...others, record].sort((a, b) => a.version - b.version)
    );
    if (this.#byObject.size > this.#limit) {
      this.#byObject.delete(this.#byObject.keys().next().value as string);
    }
  }

  /** Forgets what a deleted event named. */
  remove(event: Event): void {
    const object = ownedObject(event);
    const left = object && this.#byObject.get(object)?.filter((record) => record.event !== event.metadata?.uid);
    if (left && left.length > 0) {
      this.#byObject.set(object, left);
    } else if (left) {
      this.#byObject.delete(object);
    }
  }

  clear(): void {
    this.#byObject.clear();
  }

  /** The owner that the newest event names. */
  ownerOf(kind: string, namespace: string, name: string): Owner | undefined {
    return OWNED_KINDS.has(kind) ? this.#byObject.get(`${kind}/${namespace}/${name}`)?.at(-1)?.owner : undefined;
  }
}

/** The object whose owner an event names. */
function ownedObject({ reason, message, involvedObject }: Event): string | undefined {
  if (!REASONS.has(reason ?? '')) {
    return undefined;
  }
  for (const [kind, pattern] of MESSAGES) {
    const name = pattern.exec(text(message))?.[1];
    if (name) {
      return `${kind}/${text(involvedObject?.namespace)}/${name}`;
    }
  }
  return undefined;
}
