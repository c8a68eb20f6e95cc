import { statSync } from 'node:fs';

/**
 * A value that is read from files, and again when one of them was replaced or written to. While a read fails, the value
 * that was read before is kept, and each call tries again.
 *
 * @throws what `read` throws, until it has succeeded once
 */
export function fromFiles<Value>(files: readonly string[], read: () => Value): () => Value {
  let kept: { value: Value; stamp: string } | undefined;
  return () => {
    try {
      const stamp = files.map(stampOf).join();
      if (kept?.stamp !== stamp) {
        // The stamp is kept with the value alone: a change counts as seen once it was read.
        kept = { value: read(), stamp };
      }
    } catch (error) {
      if (!kept) {
        throw error;
      }
    }
    return kept.value;
  };
}

function stampOf(file: string): string {
  const { mtimeNs, ctimeNs, ino, size } = statSync(file, { bigint: true });
  return `${mtimeNs}/${ctimeNs}/${ino}/${size}`;
}
