/** Up to here it is quicker to copy a string's units one by one than to call into native code; under 128. */
const SHORT = 48;

/**
 * Writes protobuf's wire format into one buffer that is kept for the next message.
 *
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
export class WireWriter {
  #buffer: Buffer;
  #at = 0;

  constructor(bytes = 64 * 1024) {
    this.#buffer = Buffer.allocUnsafe(bytes);
  }

  reset(): void {
    this.#at = 0;
  }

  /** What was written since the last reset; overwritten by what is written after the next. */
  written(): Uint8Array {
    return this.#buffer.subarray(0, this.#at);
  }

  /** A field of varint type. @param value a whole number from 0 to 2^53 - 1 */
  number(field: number, value: number): void {
    this.#room(16);
    this.#varint(field << 3);
    this.#varint(value);
  }

  string(field: number, value: string): void {
    // A UTF-16 unit becomes three bytes at most.
    this.#room(value.length * 3 + 16);
    this.#varint((field << 3) | 2);
    if (value.length <= SHORT && this.#ascii(value)) {
      return;
    }
    const start = this.#at;
    // As if each unit were a byte, which is nearly always so.
    const guess = varintBytes(value.length);
    const bytes = this.#buffer.write(value, start + guess, 'utf8');
    const needed = varintBytes(bytes);
    if (needed !== guess) {
      this.#buffer.copyWithin(start + needed, start + guess, start + guess + bytes);
    }
    this.#varint(bytes);
    this.#at = start + needed + bytes;
  }

  /** Begins a message within the message. Returns what {@link close} wants to know. */
  open(field: number): number {
    this.#room(16);
    this.#varint((field << 3) | 2);
    this.#at += 1;
    return this.#at;
  }

  /** Ends it, and puts its length in front. */
  close(start: number): void {
    const bytes = this.#at - start;
    const needed = varintBytes(bytes);
    if (needed > 1) {
      this.#room(needed);
      this.#buffer.copyWithin(start + needed - 1, start, this.#at);
    }
    this.#at = start - 1;
    this.#varint(bytes);
    this.#at += bytes;
  }

  /** Writes a short string's length and bytes if it is ASCII, and leaves all as it was if not. */
  #ascii(value: string): boolean {
    const buffer = this.#buffer;
    const start = this.#at + 1;
    for (let at = 0; at < value.length; at++) {
      const unit = value.charCodeAt(at);
      if (unit > 127) {
        return false;
      }
      buffer[start + at] = unit;
    }
    buffer[this.#at] = value.length;
    this.#at = start + value.length;
    return true;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.#buffer[this.#at++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#buffer[this.#at++] = rest;
  }

  #room(bytes: number): void {
    if (this.#at + bytes > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + bytes));
      larger.set(this.#buffer.subarray(0, this.#at));
      this.#buffer = larger;
    }
  }
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) {
    bytes++;
  }
  return bytes;
}
