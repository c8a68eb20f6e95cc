import { type ObjectMeta, text } from '@kubernetes-events/event';
import { type Labels, NO_LABELS, pick, sameLabels } from '../kubernetes/labels.ts';
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
  /** The revision of the object that the event names: then it existed. */
  existed?: number | undefined;
}

export interface Found {
  /** The controller, null for none; undefined if the object is not known. */
  owner: Owner | null | undefined;
  /** Whether waiting and reading could not change the answer. */
  sure: boolean;
}

/** What is kept of an object. Objects that have the same share it. */
interface Kept {
  owner: Owner | null;
  labels: Labels;
}

/** How many more objects may be kept, by all that share it. */
export interface Room {
  left: number;
}

/** How many deleted objects are kept at most. */
export const MOST_GONE = 20_000;

/** The controllers of one resource's objects, by uid, and the labels that the configuration names. Nothing else is kept. */
export class Objects {
  readonly #room: Room;
  readonly #labels: readonly string[];
  readonly #live = new Map<string, Kept>();
  /** Objects that were deleted or read one by one: what they were before revision `until`. Oldest first. */
  readonly #gone = new Map<string, { kept: Kept | undefined; until: number }>();
  /** What the list in progress has not had yet. */
  #unlisted = new Set<string>();
  /** A list has the objects of one owner side by side, so most of them can share it. */
  #last: Kept = { owner: null, labels: NO_LABELS };

  /** Every change up to this revision is known; 0 before the first list. */
  version = 0;
  /** Whether the API server lets the collector read the resource. */
  readable = true;
  /** Whether its versions can be compared with those of the events; undefined while that is not known. */
  comparable: boolean | undefined;
  /** Whether there were more objects than there was room for. */
  overflowed = false;

  /** @param labels the labels to keep */
  constructor(room: Room, labels: readonly string[] = []) {
    this.#room = room;
    this.#labels = labels;
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
    const kept = (this.#last = this.#keptOf(metadata));
    for (const uid of uidsOf(metadata)) {
      this.#unlisted.delete(uid);
      const isNew = !this.#live.has(uid);
      if (isNew && this.#room.left === 0) {
        this.overflowed = true;
      } else {
        this.#room.left -= isNew ? 1 : 0;
        this.#live.set(uid, kept);
      }
    }
  }

  remove(metadata: ObjectMeta): void {
    uidsOf(metadata).forEach((uid) => this.#end(uid, Number(metadata.resourceVersion)));
  }

  /** Keeps an object that was read alone, as it was at a revision; undefined if it was not there. */
  putRead(uid: string, metadata: ObjectMeta | undefined, version: number): void {
    this.#putGone(uid, metadata && this.#keptOf(metadata), version + 1);
  }

  find(uid: string, asOf: AsOf): Found {
    const { version, slack } = asOf;
    if (!this.readable) {
      return { owner: undefined, sure: true };
    }
    const live = this.#live.get(uid);
    const gone = this.#gone.get(uid);
    if (live !== undefined) {
      return {
        owner: live.owner,
        sure: !this.comparable || version <= Math.max(this.version, gone?.until ?? 0) + SLACK,
      };
    }
    if (gone && (!this.comparable || gone.until > version - slack)) {
      return { owner: ownerOf(gone.kept), sure: true };
    }
    return { owner: undefined, sure: this.#isGone(asOf) };
  }

  /** Whether nothing but a reference says that an object exists which is not known: it names no version, or a later one. */
  doubts({ version, existed = Infinity }: AsOf): boolean {
    return !this.overflowed && (existed === Infinity || (this.comparable === true && existed > version));
  }

  /** An object's labels; its last ones if it was deleted, and none if it is not known. */
  labels(uid: string): Labels {
    return (this.#live.get(uid) ?? this.#gone.get(uid)?.kept)?.labels ?? NO_LABELS;
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

  /** Whether an object that is not known no longer exists, or never did. */
  #isGone({ version, slack, existed = Infinity }: AsOf): boolean {
    // What existed at a revision that the watch has reached would be known, unless it was deleted.
    const deleted = existed <= this.version;
    // The events of a list are about many objects that are long gone, and the object watch is behind it only by a moment.
    const reached = this.comparable === true && (slack === 0 || version <= this.version);
    return this.version > 0 && !this.overflowed && (deleted || reached);
  }

  #end(uid: string, until: number): void {
    const kept = this.#live.get(uid);
    if (kept) {
      this.#live.delete(uid);
      this.#room.left++;
      this.#putGone(uid, kept, until);
    }
  }

  #keptOf(metadata: ObjectMeta): Kept {
    const owner = controllerOf(metadata);
    const labels = pick(metadata.labels, this.#labels);
    return sameOwner(owner, this.#last.owner) && sameLabels(labels, this.#last.labels) ? this.#last : { owner, labels };
  }

  #putGone(uid: string, kept: Kept | undefined, until: number): void {
    this.#gone.delete(uid);
    this.#gone.set(uid, { kept, until });
    if (this.#gone.size > MOST_GONE) {
      this.#gone.delete(this.#gone.keys().next().value as string);
    }
  }
}

const ownerOf = (kept: Kept | undefined): Owner | null | undefined => kept?.owner;

/** A static pod has two: the kubelet's events name it by the uid that its copy on the API server has in an annotation. */
function uidsOf(metadata: ObjectMeta): string[] {
  return [text(metadata.uid), mirrored(metadata) ?? ''].filter(Boolean);
}
