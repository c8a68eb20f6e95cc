import { type Writable } from 'node:stream';
import pino from 'pino';
import { type Config } from '../config/schema.ts';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'> & {
  /** The same with these fields on each line. */
  child(fields: object): Log;
};

const LEVELS: Partial<Record<Config['log'], pino.Level>> = { warning: 'warn', panic: 'fatal' };

/** JSON lines on stderr: stdout is for events. Written at once, so that the last line before an end is not lost. */
export function createLog(level: Config['log'], stream: Writable | undefined = undefined): Log {
  const options: pino.LoggerOptions = {
    level: LEVELS[level] ?? level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  };
  return pino(options, stream ?? pino.destination({ dest: 2, sync: true }));
}
