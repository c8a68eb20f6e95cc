import { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** A record's length, and the checksum of its body. */
const HEADER_BYTES = 8;

interface OpenFile {
  fd: number;
  bytes: number;
}

/** A record as it is in a file. */
export function recordBytes(payload: string): Buffer {
  const body = Buffer.from(payload);
  const record = Buffer.alloc(HEADER_BYTES + body.length);
  record.writeUInt32LE(body.length, 0);
  record.writeUInt32LE(crc32(body), 4);
  body.copy(record, HEADER_BYTES);
  return record;
}

/** A record that was found in a file. */
export interface Found {
  payload: string;
  /** Where the next record begins. */
  next: number;
}

/** The record at an offset; undefined if there is none, or it is damaged. */
export function readAt({ fd, bytes }: OpenFile, offset: number): Found | undefined {
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

/** Where the first record after an offset begins; undefined if there is none. */
export function nextReadable(file: OpenFile, from: number): number | undefined {
  const rest = Buffer.alloc(file.bytes - from);
  readSync(file.fd, rest, 0, rest.length, from);
  for (let at = 0; at + HEADER_BYTES < rest.length; at++) {
    const end = at + HEADER_BYTES + rest.readUInt32LE(at);
    // Checksums are computed only for what has the outline of a record: JSON that ends within the file.
    const isOutline = end <= rest.length && rest[at + HEADER_BYTES] === BRACE && rest[end - 1] === END_BRACE;
    if (isOutline && crc32(rest.subarray(at + HEADER_BYTES, end)) === rest.readUInt32LE(at + 4)) {
      return from + at;
    }
  }
  return undefined;
}

const BRACE = '{'.charCodeAt(0);
const END_BRACE = '}'.charCodeAt(0);
