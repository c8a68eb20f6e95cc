import { type Event } from '@kubernetes-events/event';
import { compare } from './compare.ts';
import { type StoredEvent } from './stored-event.ts';

/** Keeps the newest revision of each event, in whatever order revisions are added. */
export class NewestRevisions {
  readonly #newest = new Map<string, StoredEvent>();

  add(event: StoredEvent): void {
    const key = keyOf(event);
    const known = this.#newest.get(key);
    if (!known || isNewer(event, known)) {
      this.#newest.set(key, event);
    }
  }

  get size(): number {
    return this.#newest.size;
  }

  /** Sorted as an API server lists: by `namespace/name`, then by time. */
  list(): StoredEvent[] {
    return [...this.#newest.values()]
      .map((stored) => ({ stored, key: listKey(stored) }))
      .sort((a, b) => compare(a.key, b.key) || compare(a.stored.timestampNs, b.stored.timestampNs))
      .map(({ stored }) => stored);
  }
}

function keyOf({ event, cluster }: StoredEvent): string {
  const { metadata } = event;
  if (metadata?.uid) {
    return metadata.uid;
  }
  return metadata?.name ? `${cluster}/${metadata.namespace}/${metadata.name}` : contentKey(event, cluster);
}

/** Some programs store no event's name. Its revisions are alike in what a recorder finds an event by to count it again. */
function contentKey({ involvedObject, reason, message, type, source }: Event, cluster: string): string {
  return JSON.stringify([cluster, involvedObject, reason, message, type, source].map((part) => part ?? ''));
}

function listKey({ event: { metadata }, cluster }: StoredEvent): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}\0${cluster}`;
}

/** Compares resource versions, which etcd increments, or times if one has no version. */
export function isNewer(a: StoredEvent, b: StoredEvent): boolean {
  const [left, right] = [versionOf(a), versionOf(b)];
  return left === undefined || right === undefined ? a.timestampNs > b.timestampNs : left > right;
}

function versionOf({ event: { metadata } }: StoredEvent): bigint | undefined {
  const version = metadata?.resourceVersion ?? '';
  return /^\d{1,20}$/.test(version) ? BigInt(version) : undefined;
}
