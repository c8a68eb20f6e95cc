/** A command's output and environment. */
export interface Terminal {
  env: NodeJS.ProcessEnv;
  /** Writes to the output. Resolves when it accepts more. */
  write: (text: string) => Promise<void>;
  /** Prints an error or a notice. */
  notify: (line: string) => void;
  /** Shows a line of progress in place of the previous one, if the output is a terminal. */
  progress: (line: string) => void;
  colour: boolean;
  now: () => number;
}

/** Pieces are written together up to this many characters. */
const CHUNK = 65_536;

/** Writes what a printer makes, without holding all of it. */
export async function writeAll({ write }: Terminal, pieces: Iterable<string>): Promise<void> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length >= CHUNK) {
      await write(chunk);
      chunk = '';
    }
  }
  await write(chunk);
}
