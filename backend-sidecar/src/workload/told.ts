import { type Event, text } from '@kubernetes-events/event';
import { resourceOf } from '../kubernetes/resource.ts';
import { type Owner } from './owner.ts';

/**
 * Messages by which controllers tell of the objects that they make, change and delete; the object that such an event is
 * about is the owner. A combined event, which takes another message at each revision, tells nothing.
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

const TOLD_OF = new Set(MESSAGES.map(([kind]) => kind));

/** The reasons of such events, so that all others cost nothing. */
const REASONS = new Set([
  'SuccessfulCreate',
  'SuccessfulDelete',
  'SuccessfulUpdate',
  'ScalingReplicaSet',
  'NewReplicaSetCreated',
  'SawCompletedJob',
]);

interface Telling {
  /** The event that tells. */
  event: string;
  version: number;
  owner: Owner;
}

/**
 * Who owns what, from the events that are on the API server at the revision that was last taken: what one leader knows
 * of it, the next one reads from the same events. Bounded: the first told is the first forgotten.
 */
export class Told {
  readonly #limit: number;
  readonly #tellings = new Map<string, Telling[]>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#tellings.size;
  }

  /** Notes what an event's revision tells, if it does. */
  add(event: Event): void {
    const object = toldOf(event);
    const { involvedObject: about, metadata } = event;
    const name = text(about?.name);
    if (!object || !name) {
      return;
    }
    const [kind, uid] = [text(about?.kind), text(about?.uid)];
    const owner = { kind, name, uid, resource: resourceOf(text(about?.apiVersion), kind) };
    const telling = { event: text(metadata?.uid), version: Number(metadata?.resourceVersion), owner };
    const others = (this.#tellings.get(object) ?? []).filter((other) => other.event !== telling.event);
    this.#tellings.delete(object);
    this.#tellings.set(
      object,
      [...others, telling].sort((a, b) => a.version - b.version)
    );
    if (this.#tellings.size > this.#limit) {
      this.#tellings.delete(this.#tellings.keys().next().value as string);
    }
  }

  /** An event that is no more tells no more. */
  remove(event: Event): void {
    const object = toldOf(event);
    const left = object && this.#tellings.get(object)?.filter((telling) => telling.event !== event.metadata?.uid);
    if (left && left.length > 0) {
      this.#tellings.set(object, left);
    } else if (left) {
      this.#tellings.delete(object);
    }
  }

  clear(): void {
    this.#tellings.clear();
  }

  /** The owner that the newest of the events tells of. */
  ownerOf(kind: string, namespace: string, name: string): Owner | undefined {
    return TOLD_OF.has(kind) ? this.#tellings.get(`${kind}/${namespace}/${name}`)?.at(-1)?.owner : undefined;
  }
}

/** The object that an event tells the owner of. */
function toldOf({ reason, message, involvedObject }: Event): string | undefined {
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
