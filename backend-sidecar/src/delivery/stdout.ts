import { type Writable } from 'node:stream';
import { type Item } from './item.ts';
import { type Permit, permitted, type Sink } from './sink.ts';

/** Writes each entry's line to a stream, mostly stdout, at the pace of its reader. */
export function stdoutSink(stream: Writable): Sink {
  return {
    name: 'stdout',
    durable: false,
    async deliver(items: readonly Item[], permit: Permit): Promise<readonly Item[]> {
      await permitted(permit);
      const { signal } = permit;
      const text = items.map(({ entry }) => `${entry.line}\n`).join('');
      return new Promise((resolve, reject) => {
        const stop = (): void => reject(new Error('stopped'));
        signal.addEventListener('abort', stop, { once: true });
        stream.write(text, (error) => {
          signal.removeEventListener('abort', stop);
          if (error) {
            reject(error);
          } else {
            resolve([]);
          }
        });
      });
    },
  };
}
