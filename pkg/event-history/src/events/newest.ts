import { type KeptEvent } from './kept-event.ts';

/**
 * Folds revisions: of each event object the newest one stays, whatever order they come in. The same revision twice
 * counts once.
 */
export class NewestRevisions {
  readonly #newest = new Map<string, KeptEvent>();
  #unnamed = 0;

  add(event: KeptEvent): void {
    const key = this.#keyOf(event);
    const known = this.#newest.get(key);
    if (!known || isNewer(event, known)) {
      this.#newest.set(key, event);
    }
  }

  get size(): number {
    return this.#newest.size;
  }

  /** In the order that an API server lists in: by the bytes of `namespace/name`; of one name the older first. */
  list(): KeptEvent[] {
    return [...this.#newest.values()]
      .map((kept) => ({ kept, key: listKey(kept) }))
      .sort((a, b) => compareBytes(a.key, b.key) || compare(a.kept.timestampNs, b.kept.timestampNs))
      .map(({ kept }) => kept);
  }

  #keyOf({ event: { metadata }, cluster }: KeptEvent): string {
    if (metadata?.uid) {
      return metadata.uid;
    }
    return metadata?.name ? `${cluster}/${metadata.namespace}/${metadata.name}` : String(this.#unnamed++);
  }
}

function listKey({ event: { metadata }, cluster }: KeptEvent): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}\0${cluster}`;
}

/** By resource version, which etcd counts up; by time where one has none. */
export function isNewer(a: KeptEvent, b: KeptEvent): boolean {
  const [left, right] = [versionOf(a), versionOf(b)];
  return left === undefined || right === undefined ? a.timestampNs > b.timestampNs : left > right;
}

function versionOf({ event: { metadata } }: KeptEvent): bigint | undefined {
  const version = metadata?.resourceVersion ?? '';
  return /^\d{1,20}$/.test(version) ? BigInt(version) : undefined;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** By UTF-8's bytes, which sort as code points do; JavaScript's own order of code units differs beyond U+FFFF. */
export function compareBytes(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  const simple = /^[\x00-\x7f]*$/;
  return simple.test(a) && simple.test(b) ? (a < b ? -1 : 1) : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
