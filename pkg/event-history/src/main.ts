import path from 'node:path';
import { CommanderError } from 'commander';
import { program } from './command-line/program.ts';
import { type Terminal } from './commands/terminal.ts';
import { Failure, KubectlFailure } from './loki/failure.ts';

const { stdout, stderr, env } = process;

// Whoever read the output has read enough, as `head` does.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const terminal: Terminal = {
  env,
  write: (text) =>
    new Promise((resolve) => {
      if (stdout.write(text)) {
        resolve();
      } else {
        stdout.once('drain', resolve);
      }
    }),
  tell: (line) => void stderr.write(`${line}\n`),
  progress: (line) => void (stderr.isTTY && stdout.isTTY && stderr.write(`\r\x1b[K${line}`)),
  colour: stdout.isTTY && env.TERM !== 'dumb' && env.NO_COLOR === undefined,
  now: Date.now,
};

try {
  // kubectl asks a program of this name what may follow.
  const completes = path.basename(process.argv[1] ?? '').startsWith('kubectl_complete-');
  const args = process.argv.slice(2);
  await program(terminal).parseAsync(completes ? ['__complete', '--', ...args] : args, { from: 'user' });
} catch (error) {
  process.exitCode = report(error);
}

/** Tells what went wrong. Returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    return error.exitCode;
  }
  if (error instanceof Failure) {
    terminal.tell(error instanceof KubectlFailure ? error.message : `error: ${error.message}`);
    return 1;
  }
  throw error;
}
