import { after, before, describe, it } from 'node:test';
import { create, oldEvent } from './events.ts';
import { Bed } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

describe('a change of filters.namespaces, without backfill', () => {
  let bed: Bed;
  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());

  for (const [what, from, to] of [
    ['from all namespaces to one', [], ['narrowed']],
    ['from one namespace to all', ['widened'], []],
  ] as const) {
    it(`${what}, loses nothing over two restarts, though Loki is away after the first`, async () => {
      const namespace = await bed.namespace([...from, ...to].join());
      const start = (namespaces: readonly string[], lokiUrl?: string) =>
        bed.collector({
          lokiUrl,
          config: {
            backfill: 'none',
            filters: { namespaces },
            leaderElection: { leaseName: namespace },
            shutdownTimeout: '1s',
            receivers: { loki: { url: `${lokiUrl ?? bed.stack.lokiUrl}/loki/api/v1/push` } },
          },
        });
      const first = start(from);
      await first.logged('"msg":"watching"');
      await create(bed.stack, [oldEvent(namespace, 0)]);
      await assertKeptOnce(bed.stack, namespace, [0]);
      await first.kill('SIGTERM');
      await create(bed.stack, [oldEvent(namespace, 1)]);
      const second = start(to, 'http://127.0.0.1:9');
      await second.logged('"msg":"watching"');
      await create(bed.stack, [oldEvent(namespace, 2)]);
      await second.kill('SIGTERM');
      await create(bed.stack, [oldEvent(namespace, 3)]);
      const third = start(to);
      await assertKeptOnce(bed.stack, namespace, [0, 1, 2, 3]);
      await third.kill('SIGTERM');
    });
  }
});
