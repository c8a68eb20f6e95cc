import { type ObjectMeta, text } from '@kubernetes-events/event';
import { controllerOf, mirrored, type Owner, sameOwner } from './owner.ts';

/**
 * A deleted object counts for events of this many later revisions, as the last events of a pod often come after it is gone.
 * Less than what etcd mostly keeps of the past, so that a new leader can list at the checkpoint's version less this.
 */
export const SLACK = 1_000;

/** The revision at which an object is looked up, and how many revisions before it may have been deleted. */
export interface AsOf {
  version: number;
  slack: number;
}

export interface Found {
  /** The controller, null for none; undefined if the object is not known. */
  owner: Owner | null | undefined;
  /** Whether waiting and reading could not change the answer. */
  sure: boolean;
}

/** How many more objects may be kept, by all that share it. */
export interface Room {
  left: number;
}

/** How many deleted objects are kept at most. */
export const MOST_GONE = 20_000;

/** The controllers of one resource's objects, by uid. Nothing else of an object is kept. */
export class Objects {
  readonly #room: Room;
  readonly #live = new Map<string, Owner | null>();
  /** Objects that were deleted or read one by one: what they were before revision `until`. Oldest first. */
  readonly #gone = new Map<string, { owner: Owner | null | undefined; until: number }>();
  /** What the list in progress has not had yet. */
  #unlisted = new Set<string>();
  /** A list has the objects of one owner side by side, so most of them can share it. */
  #lastOwner: Owner | null = null;

  /** Every change up to this revision is known; 0 before the first list. */
  version = 0;
  /** Whether the API server lets the collector read the resource. */
  readable = true;
  /** Whether its versions can be compared with those of the events; undefined while that is not known. */
  comparable: boolean | undefined;
  /** Whether there were more objects than there was room for. */
  overflowed = false;

  constructor(room: Room) {
    this.#room = room;
  }

  get size(): number {
    return this.#live.size;
  }

  /** A list begins: what it does not have was deleted. */
  beginList(): void {
    this.#unlisted = new Set(this.#live.keys());
    this.overflowed = false;
  }

  endList(version: number): void {
    this.#unlisted.forEach((uid) => this.#end(uid, version));
    this.#unlisted.clear();
    if (version < this.version) {
      // etcd was restored: later versions now mean something else.
      this.#gone.clear();
    }
    this.version = version;
  }

  put(metadata: ObjectMeta): void {
    const owner = controllerOf(metadata);
    this.#lastOwner = sameOwner(owner, this.#lastOwner) ? this.#lastOwner : owner;
    for (const uid of uidsOf(metadata)) {
      this.#unlisted.delete(uid);
      const isNew = !this.#live.has(uid);
      if (isNew && this.#room.left === 0) {
        this.overflowed = true;
      } else {
        this.#room.left -= isNew ? 1 : 0;
        this.#live.set(uid, this.#lastOwner);
      }
    }
  }

  remove(metadata: ObjectMeta): void {
    uidsOf(metadata).forEach((uid) => this.#end(uid, Number(metadata.resourceVersion)));
  }

  /** Keeps an object that was read alone, as it was at a revision; undefined if it was not there. */
  putRead(uid: string, metadata: ObjectMeta | undefined, version: number): void {
    this.#putGone(uid, metadata && controllerOf(metadata), version + 1);
  }

  find(uid: string, { version, slack }: AsOf): Found {
    if (!this.readable) {
      return { owner: undefined, sure: true };
    }
    const live = this.#live.get(uid);
    const gone = this.#gone.get(uid);
    if (live !== undefined) {
      return { owner: live, sure: !this.comparable || version <= Math.max(this.version, gone?.until ?? 0) + SLACK };
    }
    if (gone && (!this.comparable || gone.until > version - slack)) {
      return { owner: gone.owner, sure: true };
    }
    // The events of a list are about many objects that are long gone, and the object watch is behind it only by a moment.
    return { owner: undefined, sure: this.#complete && (slack === 0 || version <= this.version) };
  }

  /** No event of that revision or an older one comes any more: objects that were deleted by then are forgotten. */
  forget(version: number): void {
    for (const [uid, { until }] of this.comparable ? this.#gone : []) {
      if (until > version) {
        return;
      }
      this.#gone.delete(uid);
    }
  }

  get #complete(): boolean {
    return this.comparable === true && this.version > 0 && !this.overflowed;
  }

  #end(uid: string, until: number): void {
    const owner = this.#live.get(uid);
    if (owner !== undefined) {
      this.#live.delete(uid);
      this.#room.left++;
      this.#putGone(uid, owner, until);
    }
  }

  #putGone(uid: string, owner: Owner | null | undefined, until: number): void {
    this.#gone.delete(uid);
    this.#gone.set(uid, { owner, until });
    if (this.#gone.size > MOST_GONE) {
      this.#gone.delete(this.#gone.keys().next().value as string);
    }
  }
}

/** A static pod has two: the kubelet's events name it by the uid that its copy on the API server has in an annotation. */
function uidsOf(metadata: ObjectMeta): string[] {
  return [text(metadata.uid), mirrored(metadata) ?? ''].filter(Boolean);
}
