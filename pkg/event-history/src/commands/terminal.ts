/** What a command writes to and reads from its surroundings. */
export interface Terminal {
  env: NodeJS.ProcessEnv;
  /** The output; resolves when more may come. */
  write: (text: string) => Promise<void>;
  /** The errors and notices. */
  tell: (line: string) => void;
  /** A line of progress that the next one replaces; nothing where no person watches. */
  progress: (line: string) => void;
  colour: boolean;
  now: () => number;
}

/** Writes what a printer makes, piece by piece. */
export async function writeAll({ write }: Terminal, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    await write(piece);
  }
}
