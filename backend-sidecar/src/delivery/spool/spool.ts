import { type Checkpoint, type Position, type Scope } from '../../checkpoint/position.ts';
import { compareVersions } from '../../checkpoint/resource-version.ts';
import { type Item } from '../item.ts';
import { readRecord, type Start, writeItem } from './record.ts';
import { Segments, type SegmentsOptions } from './segments.ts';

/** The undelivered entries of an earlier run's spool. */
export interface Recovered {
  entries: number;
  /** Where each scope's watch resumes: after its last entry in the spool. */
  checkpoint: Checkpoint;
  /** Positions, each with the number of the entry that reaches it: some of them, and always the last of each scope. */
  marks: Array<{ sequence: number; scope: Scope; position: Position }>;
}

/** How many recovered entries move the checkpoint once. */
const MARK_EACH = 500;

/**
 * Entries on disk, between the queue in memory and the sink, for when the sink is away for longer than memory lasts.
 * The checkpoint does not follow the spool but the sink: another replica, without this disk, loses nothing; but what
 * the API server has forgotten by then is only here.
 */
export class Spool {
  readonly #segments: Segments;
  readonly #maxBytes: number;
  readonly #taken: () => number;
  /** Records that were written and not read. */
  #unread = 0;
  #started = false;
  /** How many entries an earlier run left, and how many of them were read. */
  #recovered = 0;
  #read = 0;
  #skip: (item: Item) => boolean = () => false;

  /** @param taken what of `maxBytes` is taken, by this spool and others */
  constructor(folder: string, maxBytes: number, options: SegmentsOptions = {}, taken?: () => number) {
    this.#segments = new Segments(folder, options);
    this.#maxBytes = maxBytes;
    this.#taken = taken ?? (() => this.bytes);
  }

  get unread(): number {
    return this.#unread;
  }

  get bytes(): number {
    return this.#segments.bytes;
  }

  get isFull(): boolean {
    return this.#taken() >= this.#maxBytes;
  }

  /**
   * Opens what an earlier run left. If it continues the checkpoint without a hole, what is newer than that is to
   * be read again, and watches resume after it; else it is of no use, and deleted. @throws what the file system throws
   */
  open(checkpoint: Checkpoint): Recovered {
    let after: Checkpoint | undefined;
    const last: Record<Scope, Position> = {};
    const known = checkpoint;
    const isDelivered = ({ scope, position }: Item): boolean => {
      const reached = (known[scope] ?? after?.[scope])?.version;
      return reached !== undefined && position !== undefined && compareVersions(position.version, reached) <= 0;
    };
    let entries = 0;
    const marks: Recovered['marks'] = [];
    this.#segments.open((payload) => {
      const record = readRecord(payload);
      if ('after' in record) {
        after ??= record.after;
      } else if (!isDelivered(record)) {
        entries++;
        const reached = record.position ?? record.resume;
        if (reached) {
          last[record.scope] = reached;
        }
        if (record.position && entries % MARK_EACH === 0) {
          marks.push({ sequence: entries, scope: record.scope, position: record.position });
        }
      }
      return entries;
    });
    if (entries === 0 || !after || !follows(after, known)) {
      this.clear();
      return { entries: 0, checkpoint, marks: [] };
    }
    this.#started = true;
    this.#unread = entries;
    this.#recovered = entries;
    this.#skip = isDelivered;
    for (const [scope, position] of Object.entries(last)) {
      marks.push({ sequence: entries, scope, position });
    }
    return { entries, checkpoint: { ...after, ...known, ...last }, marks };
  }

  /** @throws what the file system throws; nothing is written then */
  append(item: Item, delivered: Checkpoint): void {
    if (!this.#started) {
      const start: Start = { after: delivered };
      this.#segments.append(JSON.stringify(start), item.sequence);
      this.#started = true;
    }
    this.#segments.append(writeItem(item), item.sequence);
    this.#unread++;
  }

  /** The next entry; undefined where all are read. Those of an earlier run are numbered from 1. */
  read(): Item | undefined {
    while (this.#unread > 0) {
      const payload = this.#segments.read();
      const record = payload === undefined ? undefined : readRecord(payload);
      if (!record) {
        this.#unread = 0;
        return undefined;
      }
      if (!('after' in record) && !(this.#read < this.#recovered && this.#skip(record))) {
        this.#unread--;
        return this.#read < this.#recovered ? { ...record, sequence: ++this.#read } : record;
      }
    }
    return undefined;
  }

  /** Everything that was read up to here is delivered. */
  release(sequence: number): void {
    this.#segments.release(sequence);
  }

  clear(): void {
    this.#segments.clear();
    this.#unread = 0;
    this.#started = false;
    this.#recovered = 0;
    this.#read = 0;
    this.#skip = () => false;
  }

  close(): void {
    this.#segments.close();
  }
}

/** Whether the checkpoint reaches `start`, so that no event is missing before it. */
function follows(start: Checkpoint, checkpoint: Checkpoint): boolean {
  return Object.entries(start).every(([scope, { version }]) => {
    const reached = checkpoint[scope]?.version;
    return reached === undefined || compareVersions(version, reached) <= 0;
  });
}
