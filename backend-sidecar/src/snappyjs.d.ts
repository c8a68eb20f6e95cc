declare module 'snappyjs' {
  /** Snappy's block format, which Loki's push API takes. */
  export function compress(bytes: Uint8Array): Uint8Array;
  export function uncompress(bytes: Uint8Array): Uint8Array;
}
