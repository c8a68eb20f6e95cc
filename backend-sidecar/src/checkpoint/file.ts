import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The checkpoint in a file; undefined if there is none yet. @throws for any other failure */
export function readCheckpointFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Replaces the file at once: a reader finds the old checkpoint or the new one. @throws if it cannot be written */
export function writeCheckpointFile(file: string, text: string): void {
  const temporary = `${file}.new`;
  writeFileSync(temporary, text, { flush: true });
  renameSync(temporary, file);
}
