import { type Event, text } from '@kubernetes-events/event';
import { type Owner, ownerFrom } from './owner.ts';

/** The kinds whose events name what they create → the kind of that. */
const CREATES: Record<string, string> = {
  ...{ Deployment: 'ReplicaSet', Rollout: 'ReplicaSet', CronJob: 'Job' },
  ...{ ReplicaSet: 'Pod', ReplicationController: 'Pod', StatefulSet: 'Pod', DaemonSet: 'Pod', Job: 'Pod' },
};

const REASONS = new Set(['SuccessfulCreate', 'SuccessfulDelete', 'ScalingReplicaSet', 'NewReplicaSetCreated']);

/** How many owners are kept at most. */
export const MOST_NAMED = 20_000;

/**
 * Who owns objects that were deleted before the first list, from the events of their owners: "Created pod: web-7f9c-x".
 * A controller names what it creates after its owner, so whatever the rest of a message says, the object is the word in it
 * that begins with the owner's name.
 */
export class OwnersInEvents {
  readonly #owners = new Map<string, Owner>();

  /** Records the owner that an event names, if any. */
  add({ reason, message, involvedObject }: Event): void {
    if (!REASONS.has(text(reason))) {
      return;
    }
    const owner = ownerFrom(involvedObject ?? {});
    const kind = CREATES[owner.kind];
    const words = text(message).split(/[\s:]+/);
    const name = words.find((word) => word.startsWith(`${owner.name}-`));
    if (kind && name) {
      this.#owners.set(`${kind}/${text(involvedObject?.namespace)}/${name}`, owner);
    }
    if (this.#owners.size > MOST_NAMED) {
      this.#owners.delete(this.#owners.keys().next().value as string);
    }
  }

  ownerOf({ kind, name }: Owner, namespace: string): Owner | undefined {
    return this.#owners.get(`${kind}/${namespace}/${name}`);
  }
}
