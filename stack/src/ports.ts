import { createServer } from 'node:net';
import { StackError } from './errors.ts';

/** A port of the loopback interface that is free: the one wanted, else any. */
export async function freePort(wanted = 0, what = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        new StackError(
          `port ${wanted}${what && ` for ${what}`} cannot be used (${error.code}): name another, or end what listens there`
        )
      );
    });
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
