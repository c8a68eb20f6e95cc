import { type ObjectMeta, text } from '@kubernetes-events/event';
import { controllerOf, mirrored, type Owner, sameOwner } from './owner.ts';

/**
 * An object counts as present for this many revisions after its deletion. The watches of events and of objects are not in
 * step: by this much the one may be ahead of the other without a difference. About what a small cluster writes between
 * the bookmarks of a watch, and less than what etcd keeps of the past, so that a new leader can list at the checkpoint's
 * version less this.
 */
export const SLACK = 1_000;

/**
 * The revision of the whole cluster that an object is looked for at. `slack`: how many revisions earlier an object may
 * have been deleted.
 */
export interface AsOf {
  version: number;
  slack: number;
}

/** What is known of an object: its controller, null for none; undefined where the object is not known. */
export interface Found {
  owner: Owner | null | undefined;
  /** Whether nothing that is still to be read could change it. */
  sure: boolean;
}

/** How many objects may be kept, by all that share it. */
export class ObjectLimit {
  readonly #most: number;
  #used = 0;

  constructor(most: number) {
    this.#most = most;
  }

  take(): boolean {
    if (this.#used >= this.#most) {
      return false;
    }
    this.#used++;
    return true;
  }

  give(count = 1): void {
    this.#used -= count;
  }
}

interface Past {
  owner: Owner | null;
  /** The first revision at which it was so no more. */
  until: number;
}

/** How many answers of single reads, missing objects included, are remembered. */
const MOST_READ = 10_000;

/** So many that have ended are kept, should the events not come on. */
const MOST_PAST = 20_000;

/**
 * The controllers of one resource's objects, by uid: as they are at {@link version}, and as they were while an
 * event of then may come. Nothing else of an object is kept.
 */
export class Objects {
  readonly #limit: ObjectLimit;
  readonly #live = new Map<string, Owner | null>();
  readonly #past = new Map<string, Past[]>();
  /** The same, in order, to be forgotten. */
  #passing: Array<{ uid: string; until: number }> = [];
  /** Owners, so that the many objects of one share it. */
  readonly #owners = new Map<string, { owner: Owner; objects: number }>();
  /** Read one by one: the controller, undefined where there was none such, and the revision of that. */
  readonly #read = new Map<string, { owner: Owner | null | undefined; version: number }>();
  #listed: Set<string> | undefined;

  /** Every change up to this revision is in; 0 before the first list is. */
  version = 0;
  /** Whether the resource can be read at all. */
  readable = true;
  /** Whether its revisions are counted together with those of the events; undefined while that is not known. */
  oneCounter: boolean | undefined;
  /** Objects that found no room. */
  overflow = 0;

  constructor(limit: ObjectLimit) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#live.size;
  }

  get pastSize(): number {
    return this.#past.size;
  }

  /** Whether every object up to {@link version} is known. */
  get complete(): boolean {
    return this.oneCounter === true && this.version > 0 && this.overflow === 0;
  }

  /** A list begins: what it does not have was deleted. */
  beginList(): void {
    this.#listed = this.#live.size > 0 ? new Set() : undefined;
    this.overflow = 0;
  }

  endList(version: number): void {
    for (const uid of this.#listed ? [...this.#live.keys()] : []) {
      if (!this.#listed?.has(uid)) {
        this.#end(uid, version);
      }
    }
    this.#listed = undefined;
    if (version < this.version) {
      // A restored etcd: what had ended may be there again, and later versions mean something else now.
      this.forget(Infinity);
      this.#read.clear();
    }
    this.version = version;
  }

  put(metadata: ObjectMeta): void {
    const owner = controllerOf(metadata);
    const version = Number(metadata.resourceVersion);
    for (const uid of uidsOf(metadata)) {
      this.#listed?.add(uid);
      const before = this.#live.get(uid);
      if (before === undefined) {
        this.#start(uid, owner);
      } else if (!sameOwner(before, owner)) {
        this.#end(uid, version);
        this.#start(uid, owner);
      }
    }
  }

  remove(metadata: ObjectMeta): void {
    for (const uid of uidsOf(metadata)) {
      this.#end(uid, Number(metadata.resourceVersion));
    }
  }

  /** An object as it was at a revision, read directly; undefined for one that was not there. */
  noteRead(uid: string, version: number, metadata: ObjectMeta | undefined): void {
    this.#read.delete(uid);
    this.#read.set(uid, { owner: metadata && controllerOf(metadata), version });
    if (this.#read.size > MOST_READ) {
      this.#read.delete(this.#read.keys().next().value as string);
    }
  }

  find(uid: string, asOf: AsOf): Found {
    if (!this.readable) {
      return { owner: undefined, sure: true };
    }
    if (this.oneCounter === false) {
      return this.#findLatest(uid);
    }
    const { version, slack } = asOf;
    const past = this.#past.get(uid);
    const then = past?.find(({ until }) => until > version);
    if (then) {
      return { owner: then.owner, sure: true };
    }
    const live = this.#live.get(uid);
    const read = this.#read.get(uid);
    if (live !== undefined) {
      const verified = Math.max(this.version, read?.owner === undefined ? 0 : read.version);
      return { owner: live, sure: version <= verified + SLACK };
    }
    const last = past?.at(-1);
    if (last && last.until > version - slack) {
      return { owner: last.owner, sure: true };
    }
    return this.#findRead(read, asOf);
  }

  #findRead(read: { owner: Owner | null | undefined; version: number } | undefined, { version }: AsOf): Found {
    const complete = this.complete && this.version >= version;
    if (!read) {
      return { owner: undefined, sure: complete };
    }
    // One that was not there does not come back: a uid is used once.
    return read.owner === undefined
      ? { owner: undefined, sure: complete || read.version <= version }
      : { owner: read.owner, sure: version <= read.version + SLACK };
  }

  /** Where revisions cannot be compared: what is known of it, however long ago it was. */
  #findLatest(uid: string): Found {
    const owner = this.#live.get(uid) ?? this.#past.get(uid)?.at(-1)?.owner;
    if (owner !== undefined || this.#live.has(uid)) {
      return { owner: owner ?? null, sure: true };
    }
    const read = this.#read.get(uid);
    return { owner: read?.owner, sure: read !== undefined };
  }

  /** No event of that revision or an older one comes any more: what ended before is forgotten. */
  forget(version: number): void {
    let passed = 0;
    while (passed < this.#passing.length && this.#passing[passed]!.until <= version) {
      this.#forgetFirst(this.#passing[passed++]!.uid);
    }
    this.#passing = passed > 0 ? this.#passing.slice(passed) : this.#passing;
  }

  /** Gives up the room of everything. */
  clear(): void {
    for (const { uid } of this.#passing) {
      this.#forgetFirst(uid);
    }
    this.#passing = [];
    this.#limit.give(this.#live.size);
    this.#live.clear();
    this.#owners.clear();
    this.#read.clear();
    this.version = 0;
    this.overflow = 0;
  }

  #start(uid: string, owner: Owner | null): void {
    if (!uid) {
      return;
    }
    if (!this.#limit.take() && !this.#makeRoom()) {
      this.overflow++;
      return;
    }
    this.#live.set(uid, owner && this.#shared(owner));
  }

  /** What has ended gives way to what lives. */
  #makeRoom(): boolean {
    return this.#forgetOldest() && this.#limit.take();
  }

  #forgetOldest(): boolean {
    const oldest = this.#passing.shift();
    if (oldest) {
      this.#forgetFirst(oldest.uid);
    }
    return oldest !== undefined;
  }

  #end(uid: string, until: number): void {
    const owner = this.#live.get(uid);
    if (owner === undefined) {
      return;
    }
    this.#live.delete(uid);
    this.#release(owner);
    const past = this.#past.get(uid);
    this.#past.set(uid, [...(past ?? []), { owner, until }]);
    this.#passing.push({ uid, until });
    if (this.#passing.length > MOST_PAST) {
      this.#forgetOldest();
    }
  }

  #forgetFirst(uid: string): void {
    const past = this.#past.get(uid)?.slice(1);
    this.#limit.give();
    if (past && past.length > 0) {
      this.#past.set(uid, past);
    } else {
      this.#past.delete(uid);
    }
  }

  #shared(owner: Owner): Owner {
    const key = keyOf(owner);
    const known = this.#owners.get(key) ?? { owner, objects: 0 };
    known.objects++;
    this.#owners.set(key, known);
    return known.owner;
  }

  #release(owner: Owner | null): void {
    const known = owner && this.#owners.get(keyOf(owner));
    if (known && --known.objects === 0) {
      this.#owners.delete(keyOf(known.owner));
    }
  }
}

function keyOf({ kind, name, uid }: Owner): string {
  return `${kind}/${name}/${uid}`;
}

function uidsOf(metadata: ObjectMeta): string[] {
  const mirror = mirrored(metadata);
  return mirror ? [text(metadata.uid), mirror] : [text(metadata.uid)];
}
