import { after, before, describe, it } from 'node:test';
import { PAGE } from '../../backend-sidecar/src/kubernetes/page-size.ts';
import { FaultyProxy } from '../fakes/proxy.ts';
import { create, oldEvent } from './events.ts';
import { Bed, until } from './harness.ts';
import { assertNumbersKept } from './kept.ts';

/** Three pages of the first list, which is delivered in parts. */
const NUMBERS = Array.from({ length: 2 * PAGE + 400 }, (_, number) => number);

const LIST = /GET .*\/events\?(?!.*watch=true)/;
const PUSH = /POST .*\/push/;

describe('a first start', () => {
  let bed: Bed;
  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());

  it('that is killed again and again, while it lists and while it pushes, loses and repeats nothing', async () => {
    const namespace = await bed.namespace('first');
    await create(
      bed.stack,
      NUMBERS.map((number) => oldEvent(namespace, number))
    );
    const { url, ca, token } = bed.stack.apiServer('collector');
    const api = await FaultyProxy.start(url, { authorization: `Bearer ${token}` }, ca);
    const loki = await FaultyProxy.start(bed.stack.lokiUrl);
    const kubeconfig = api.kubeconfig(bed.folder);
    const config = { receivers: { loki: { url: `${loki.url}/loki/api/v1/push` } } };
    for (const [proxy, pattern, times] of [
      [api, LIST, 1],
      [api, LIST, 2],
      [api, LIST, 3],
      [loki, PUSH, 1],
      [loki, PUSH, 2],
      [loki, PUSH, 3],
    ] as const) {
      const before = proxy.count(pattern);
      const collector = bed.collector({ kubeconfig, config });
      await until(() => proxy.count(pattern) >= before + times, 30_000);
      await collector.kill('SIGKILL');
    }
    bed.collector({ kubeconfig, config });
    await assertNumbersKept(bed.stack, namespace, NUMBERS);
    api.close();
    loki.close();
  });
});
