import { compress } from 'snappyjs';

/** To look for repetitions in so few bytes, some two entries, costs more than is saved on the way. */
const SMALL = 2048;

/** Tags of a literal whose length, less one, is in the byte or the two bytes that follow. */
const ONE_BYTE = 60 << 2;
const TWO_BYTES = 61 << 2;

/**
 * Bytes in snappy's block format, which is how Loki's push API takes them: a few as they are, as one literal.
 *
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 */
export function pack(bytes: Uint8Array): Uint8Array {
  return bytes.length > SMALL ? compress(bytes) : literal(bytes);
}

function literal(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  const size = length > 127 ? [(length & 127) | 128, length >> 7] : [length];
  const last = length - 1;
  const tag = last > 255 ? [TWO_BYTES, last & 255, last >> 8] : [ONE_BYTE, last];
  const packed = Buffer.allocUnsafe(size.length + tag.length + length);
  packed.set(size);
  packed.set(tag, size.length);
  packed.set(bytes, size.length + tag.length);
  return packed;
}
