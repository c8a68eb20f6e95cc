import path from 'node:path';
import { CommanderError } from 'commander';
import { program } from './command-line/program.ts';
import { type Terminal } from './commands/terminal.ts';
import { Failure, KubectlFailure } from './loki/failure.ts';

const { stdout, stderr, env } = process;
/** Whether progress is shown. */
const interactive = stderr.isTTY && stdout.isTTY;
const CLEAR_LINE = '\r\x1b[K';

// The reader has closed the pipe, as `head` does.
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
  notify: (line) => void stderr.write(`${interactive ? CLEAR_LINE : ''}${line}\n`),
  progress: (line) => void (interactive && stderr.write(`${CLEAR_LINE}${line}`)),
  colour: stdout.isTTY && env.TERM !== 'dumb' && env.NO_COLOR === undefined,
  now: Date.now,
};

try {
  // kubectl runs a program of this name to complete a command line.
  const completes = path.basename(process.argv[1] ?? '').startsWith('kubectl_complete-');
  const args = process.argv.slice(2);
  await program(terminal).parseAsync(completes ? ['__complete', '--', ...args] : args, { from: 'user' });
} catch (error) {
  process.exitCode = report(error);
}

/** Prints an error. Returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    return error.exitCode;
  }
  if (error instanceof Failure) {
    terminal.notify(error instanceof KubectlFailure ? error.message : `error: ${error.message}`);
    return 1;
  }
  throw error;
}
