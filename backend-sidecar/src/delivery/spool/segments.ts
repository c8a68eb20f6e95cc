import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/** A file is begun anew after this many bytes, so that what is delivered can be deleted. */
const SEGMENT_BYTES = 8 * 1024 * 1024;
const HEADER_BYTES = 8;

interface Segment {
  file: string;
  fd: number;
  bytes: number;
  /** The last record's sequence number. */
  last: number;
}

/** A record, by where it is. */
interface Place {
  segment: Segment;
  offset: number;
}

/**
 * Records in files, first in, first out: each with its length and checksum, appended and never changed. A record that
 * was being written when the process or the machine stopped is found out by its checksum, and dropped with all after it.
 *
 * Calls are synchronous: an append is a copy to the system's cache. They throw what the file system throws.
 */
export class Segments {
  readonly #folder: string;
  readonly #segments: Segment[] = [];
  #reading: Place | undefined;
  #bytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Opens what is there, and hands each record on, oldest first. What a crash tore is cut off. */
  open(each: (payload: string) => number): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const names = readdirSync(this.#folder).filter((name) => /^\d{10}\.spool$/.test(name));
    for (const name of names.sort()) {
      const fd = openSync(path.join(this.#folder, name), 'r+');
      const segment: Segment = { file: path.join(this.#folder, name), fd, bytes: fstatSync(fd).size, last: 0 };
      let offset = 0;
      for (let record = readAt(segment, offset); record; record = readAt(segment, offset)) {
        segment.last = each(record.payload);
        offset = record.next;
      }
      if (offset < segment.bytes) {
        ftruncateSync(fd, offset);
        segment.bytes = offset;
      }
      this.#segments.push(segment);
      this.#bytes += segment.bytes;
    }
  }

  append(payload: string, sequence: number): void {
    let segment = this.#segments.at(-1);
    if (!segment || segment.bytes >= SEGMENT_BYTES) {
      segment = this.#begin();
    }
    const body = Buffer.from(payload);
    const record = Buffer.alloc(HEADER_BYTES + body.length);
    record.writeUInt32LE(body.length, 0);
    record.writeUInt32LE(crc32(body), 4);
    body.copy(record, HEADER_BYTES);
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
  }

  /** The next record that was not read yet; undefined where there is none. */
  read(): string | undefined {
    this.#reading ??= this.#segments[0] && { segment: this.#segments[0], offset: 0 };
    while (this.#reading) {
      const { segment, offset } = this.#reading;
      const record = offset < segment.bytes ? readAt(segment, offset) : undefined;
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

  /** Begins to read at the first record again. */
  rewind(): void {
    this.#reading = undefined;
  }

  /** Deletes the files of which nothing is needed any more. */
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
  }

  /** Lets go of the files; they stay. */
  close(): void {
    for (const { fd } of this.#segments.splice(0)) {
      closeSync(fd);
    }
    this.#reading = undefined;
    this.#bytes = 0;
  }

  #begin(): Segment {
    const last = Number(path.basename(this.#segments.at(-1)?.file ?? '0').slice(0, 10));
    const file = path.join(this.#folder, `${String(last + 1).padStart(10, '0')}.spool`);
    const segment: Segment = { file, fd: openSync(file, 'wx+', 0o600), bytes: 0, last: 0 };
    this.#segments.push(segment);
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

/** The record at an offset; undefined where there is none, or it is torn. */
function readAt({ fd, bytes }: Segment, offset: number): { payload: string; next: number } | undefined {
  const header = Buffer.alloc(HEADER_BYTES);
  if (readSync(fd, header, 0, HEADER_BYTES, offset) < HEADER_BYTES) {
    return undefined;
  }
  const length = header.readUInt32LE(0);
  const next = offset + HEADER_BYTES + length;
  // Zeros, which a crash of the machine may leave, are no record of no bytes.
  if (length === 0 || next > bytes) {
    return undefined;
  }
  const body = Buffer.alloc(length);
  readSync(fd, body, 0, length, offset + HEADER_BYTES);
  return crc32(body) === header.readUInt32LE(4) ? { payload: body.toString('utf8'), next } : undefined;
}
