import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** A checkpoint in a file, for where there is no Lease. */
export class CheckpointFile {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** What is in it; undefined where there is none yet. @throws for any other trouble */
  read(): string | undefined {
    try {
      return readFileSync(this.#file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
  }

  /** Replaces it in one go: a reader finds the old one or the new one. @throws when it cannot be written */
  write(text: string): void {
    const temporary = `${this.#file}.new`;
    writeFileSync(temporary, text, { flush: true });
    renameSync(temporary, this.#file);
  }
}
