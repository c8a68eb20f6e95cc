import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { type Found, nextReadable, readAt, recordBytes } from './checksummed.ts';

/** A new file is begun after this many bytes, so that what is delivered can be deleted. */
const SEGMENT_BYTES = 8 * 1024 * 1024;

/** Records reach the disk this long after they were written, in milliseconds. A power loss can cost as much. */
export const SYNC_MS = 1_000;

export interface SegmentsOptions {
  segmentBytes?: number;
  /** Returns once what was written to the file is on the disk. */
  sync?: (fd: number) => void;
  /** A part of a file cannot be read, and is skipped; records follow it. */
  damaged?: (file: string, bytes: number) => void;
}

interface Segment {
  file: string;
  fd: number;
  bytes: number;
  /** The last record's sequence number. */
  last: number;
}

/** The place of a record. */
interface Place {
  segment: Segment;
  offset: number;
}

/**
 * Records in files, first in, first out: each with its length and checksum, appended and never changed. A record that
 * was being written when the process or the machine stopped is recognized by its checksum. What cannot be read is
 * skipped; the records after it are not.
 *
 * A file is synced when the next one is begun, and a second after a record was appended to it.
 *
 * Calls are synchronous: an append is a copy to the system's cache. They throw what the file system throws.
 */
export class Segments {
  readonly #folder: string;
  readonly #options: Required<SegmentsOptions>;
  readonly #segments: Segment[] = [];
  #reading: Place | undefined;
  #bytes = 0;
  #syncing: NodeJS.Timeout | undefined;
  /** Why the last sync failed; the next append reports it. */
  #syncError: unknown;
  /** Damaged parts that were reported. */
  readonly #damages = new Set<string>();

  constructor(folder: string, options: SegmentsOptions = {}) {
    this.#folder = folder;
    this.#options = { segmentBytes: SEGMENT_BYTES, sync: fdatasyncSync, damaged: () => undefined, ...options };
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Opens the files that are there, and hands each record on, oldest first. The torn end of a file is cut off. */
  open(each: (payload: string) => number): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const names = readdirSync(this.#folder).filter((name) => /^\d{10}\.spool$/.test(name));
    for (const [at, name] of names.sort().entries()) {
      const file = path.join(this.#folder, name);
      const fd = openSync(file, 'r+');
      const segment: Segment = { file, fd, bytes: fstatSync(fd).size, last: 0 };
      let offset = 0;
      for (let record = this.#recordFrom(segment, offset); record; record = this.#recordFrom(segment, offset)) {
        segment.last = each(record.payload);
        offset = record.next;
      }
      if (offset < segment.bytes) {
        if (at < names.length - 1) {
          this.#damaged(file, offset, segment.bytes);
        }
        ftruncateSync(fd, offset);
        segment.bytes = offset;
      }
      this.#segments.push(segment);
      this.#bytes += segment.bytes;
    }
  }

  append(payload: string, sequence: number): void {
    this.#reportSyncError();
    let segment = this.#segments.at(-1);
    if (!segment || segment.bytes >= this.#options.segmentBytes) {
      segment = this.#begin();
    }
    const record = recordBytes(payload);
    try {
      for (let written = 0; written < record.length;) {
        written += writeSync(segment.fd, record, written, record.length - written, segment.bytes + written);
      }
    } catch (error) {
      // A part of a record must not stay in front of the next one.
      ftruncateSync(segment.fd, segment.bytes);
      throw error;
    }
    segment.bytes += record.length;
    segment.last = sequence;
    this.#bytes += record.length;
    this.#syncing ??= setTimeout(() => this.#trySync(), SYNC_MS).unref();
  }

  /** The next record that was not read yet; undefined if there is none. */
  read(): string | undefined {
    this.#reading ??= this.#segments[0] && { segment: this.#segments[0], offset: 0 };
    while (this.#reading) {
      const { segment, offset } = this.#reading;
      const record = this.#recordFrom(segment, offset);
      if (record) {
        this.#reading.offset = record.next;
        return record.payload;
      }
      const next: Segment | undefined = this.#segments[this.#segments.indexOf(segment) + 1];
      if (!next) {
        return undefined;
      }
      this.#reading = { segment: next, offset: 0 };
    }
    return undefined;
  }

  /** Deletes the files whose records are all delivered, up to this number. */
  release(sequence: number): void {
    for (let first = this.#segments[0]; first && this.#segments.length > 1 && first.last <= sequence;) {
      this.#delete(first);
      this.#segments.shift();
      first = this.#segments[0];
    }
  }

  /** Deletes everything. */
  clear(): void {
    for (const segment of this.#segments.splice(0)) {
      this.#delete(segment);
    }
    this.#reading = undefined;
    this.#syncError = undefined;
  }

  /** Syncs and closes the files; they stay. */
  close(): void {
    this.#trySync();
    for (const { fd } of this.#segments.splice(0)) {
      closeSync(fd);
    }
    this.#reading = undefined;
    this.#bytes = 0;
  }

  /** The record at an offset, or the next one that can be read; undefined if there is none. */
  #recordFrom(segment: Segment, offset: number): Found | undefined {
    if (offset >= segment.bytes) {
      return undefined;
    }
    const record = readAt(segment, offset);
    if (record) {
      return record;
    }
    const next = nextReadable(segment, offset + 1);
    if (next === undefined) {
      return undefined;
    }
    this.#damaged(segment.file, offset, next);
    return readAt(segment, next);
  }

  /** Reports a part that cannot be read, once. */
  #damaged(file: string, from: number, to: number): void {
    const damage = `${file}/${from}`;
    if (!this.#damages.has(damage)) {
      this.#damages.add(damage);
      this.#options.damaged(file, to - from);
    }
  }

  /** Syncs the file that is appended to; all others are. */
  #sync(): void {
    clearTimeout(this.#syncing);
    const segment = this.#segments.at(-1);
    if (this.#syncing && segment) {
      this.#options.sync(segment.fd);
    }
    this.#syncing = undefined;
  }

  /** Leaves an error to the next append. */
  #trySync(): void {
    try {
      this.#sync();
    } catch (error) {
      this.#syncing = undefined;
      this.#syncError = error;
    }
  }

  #reportSyncError(): void {
    const error = this.#syncError;
    this.#syncError = undefined;
    if (error) {
      throw error;
    }
  }

  #begin(): Segment {
    this.#sync();
    const last = Number(path.basename(this.#segments.at(-1)?.file ?? '0').slice(0, 10));
    const file = path.join(this.#folder, `${String(last + 1).padStart(10, '0')}.spool`);
    const segment: Segment = { file, fd: openSync(file, 'wx+', 0o600), bytes: 0, last: 0 };
    this.#segments.push(segment);
    syncFolder(this.#folder);
    return segment;
  }

  #delete(segment: Segment): void {
    closeSync(segment.fd);
    rmSync(segment.file, { force: true });
    this.#bytes -= segment.bytes;
    if (this.#reading?.segment === segment) {
      this.#reading = undefined;
    }
  }
}

/** A file's name is on the disk only once its folder is. */
function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
