import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StackError } from './errors.ts';

/** Below the ports that Linux gives to outgoing connections, one of which could take a port before it is used. */
const FIRST = 10_000;
const LAST = 29_999;
const ATTEMPTS = 100;

/**
 * A port of the loopback interface that is free: the one wanted, else any.
 *
 * @throws StackError that the port wanted cannot be used, and why
 */
export async function freePort(wanted?: number, what = ''): Promise<number> {
  for (let attempts = 1; ; attempts++) {
    const port = wanted ?? randomInt(FIRST, LAST + 1);
    const fault = await faultOf(port);
    if (!fault) {
      return port;
    }
    if (wanted !== undefined || attempts === ATTEMPTS) {
      throw new StackError(
        `port ${port}${what && ` for ${what}`} cannot be used (${fault}): name another, or end what listens there`
      );
    }
  }
}

/** Why a port cannot be used; undefined if it can. */
function faultOf(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
}
