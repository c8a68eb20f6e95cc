import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { PAGE } from '../../backend-sidecar/src/kubernetes/page-size.ts';
import { recordOf } from '../../pkg/event/src/index.ts';
import { mustCall } from '../../stack/src/api.ts';
import { answerFrames, answerStatus, FaultyProxy, first } from '../fakes/proxy.ts';
import { create, NUMBERS, oldEvent } from './events.ts';
import { Bed, type Collector, until } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

const WATCH = /GET .*\/events\?.*watch=true/;
const THROTTLED = 'the API server is throttling requests';
const LIST = /GET .*\/events(?!.*watch=true)/;
const FIRST_PAGE = new RegExp(`GET .*/events\\?(?=.*limit=${PAGE}(?!\\d))(?!.*continue=)`);

/** Each fault lies between a collector and a real API server; all events must come through, once. */
describe('a watch continues', () => {
  let bed: Bed;
  let proxy: FaultyProxy;
  let collector: Collector | undefined;
  let kubeconfig: string;

  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());
  beforeEach(async () => {
    const { url, ca, token } = bed.stack.apiServer('collector');
    proxy = await FaultyProxy.start(url, { authorization: `Bearer ${token}` }, ca);
    kubeconfig = proxy.kubeconfig(bed.folder);
  });
  afterEach(async () => {
    await collector?.kill('SIGKILL');
    collector = undefined;
    proxy.close();
  });

  /** A collector behind the proxy, once its watch is open. */
  async function start(config: Record<string, unknown> = {}): Promise<Collector> {
    const started = bed.collector({ kubeconfig, config });
    collector = started;
    await started.logged('"msg":"watching"');
    return started;
  }

  async function events(name: string, count = 60): Promise<() => Promise<unknown>> {
    const namespace = await bed.namespace(name);
    const numbers = NUMBERS.slice(0, count);
    await create(
      bed.stack,
      numbers.map((number) => oldEvent(namespace, number, `päivää 日本語 🎉 ${number}`))
    );
    return () => assertKeptOnce(bed.stack, namespace, numbers);
  }

  it('after a 410 as a status', async () => {
    await start();
    proxy.fault = first(1, WATCH, (response) => answerStatus(response, 410, 'Expired'));
    proxy.cutAll();
    const check = await events('status-410');
    await check();
    await collector!.logged('"why":"gap"');
  });

  it('after a 410 as a frame', async () => {
    await start();
    const object = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' };
    proxy.fault = first(1, WATCH, (response) => answerFrames(response, [{ type: 'ERROR', object }], false));
    proxy.cutAll();
    const check = await events('frame-410');
    await check();
  });

  it('after ERROR frames with code 500', async () => {
    await start();
    const object = { kind: 'Status', code: 500, reason: 'InternalError', message: 'etcd is away' };
    proxy.fault = first(2, WATCH, (response) => answerFrames(response, [{ type: 'ERROR', object }]));
    proxy.cutAll();
    const check = await events('frame-500');
    await check();
  });

  it('after a frame that is no JSON', async () => {
    await start();
    proxy.fault = first(1, WATCH, (response) => {
      response.writeHead(200);
      response.end('{"type":"ADDED","object":{"meta\n');
    });
    proxy.cutAll();
    const check = await events('no-json');
    await check();
  });

  it('after a 429, no sooner than Retry-After says', async () => {
    await start();
    const logged = (text: string) => collector!.lines.find((line) => line.includes(text));
    const timeOf = (line = ''): number => Date.parse((JSON.parse(line) as { time: string }).time);
    // Not only the watch lists events: each request is refused until the watch has logged that it was.
    proxy.fault = (request, response) => {
      if (!LIST.test(`${request.method} ${request.url}`) || logged(THROTTLED)) {
        return false;
      }
      answerStatus(response, 429, 'TooManyRequests', { 'retry-after': '2' });
      return true;
    };
    proxy.cutAll();
    const check = await events('status-429');
    await check();
    const waitedMs = timeOf(logged('responds again')) - timeOf(logged(THROTTLED));
    assert.ok(waitedMs >= 2_000, `${waitedMs} ms`);
  });

  it(
    'after a minute of 429 to every request, without asking more often than Retry-After says',
    { timeout: 240_000 },
    async () => {
      const started = await start({ workload: { resources: ['v1/pods'] } });
      // Until then, the watch of workloads compares its versions with those of events.
      await started.logged('workload: listed');
      let endsMs: number | undefined;
      let refused = 0;
      proxy.fault = (request, response) => {
        endsMs ??= performance.now() + 60_000;
        if (performance.now() > endsMs) {
          return false;
        }
        refused += /\/events\?/.test(request.url ?? '') ? 1 : 0;
        answerStatus(response, 429, 'TooManyRequests', { 'retry-after': '25' });
        return true;
      };
      proxy.cutAll();
      const check = await events('minute-429');
      await until(() => performance.now() > (endsMs ?? Infinity), 90_000);
      const opened = proxy.count(WATCH);
      await until(() => proxy.count(WATCH) > opened, 60_000);
      await check();
      // At the start, and after 25 and 50 seconds.
      assert.ok(refused > 0 && refused <= 3, `${refused} requests were refused`);
    }
  );

  it('after a 401, with the token that the kubeconfig has by then', async () => {
    await start();
    proxy.fault = (request, response) => {
      if (request.headers.authorization === 'Bearer rotated') {
        return false;
      }
      proxy.kubeconfig(bed.folder, 'rotated');
      answerStatus(response, 401, 'Unauthorized');
      return true;
    };
    proxy.cutAll();
    const check = await events('status-401');
    await check();
  });

  it('when watches are ended at once for ever, by listing, and without a storm of lists', async () => {
    await start();
    proxy.fault = first(1_000, WATCH, (response) => answerFrames(response, []));
    proxy.cutAll();
    const before = proxy.requests.length;
    const check = await events('empty-closes');
    await check();
    const lists = proxy.requests.slice(before).filter((request) => FIRST_PAGE.test(request));
    assert.ok(lists.length > 0 && lists.length <= 5, `${lists.length} lists`);
  });

  it('when the connection is cut in the middle of a frame, and of a character', async () => {
    await start();
    let cuts = 0;
    proxy.filter = (chunk, request) => {
      // After the first of the bytes of an "ä", or of a longer character.
      const inside = chunk.findIndex((byte) => byte >= 0xc3);
      if (cuts < 3 && inside >= 0 && WATCH.test(`${request.method} ${request.url}`)) {
        cuts++;
        return 'cut';
      }
      return chunk;
    };
    const check = await events('cut');
    await check();
    assert.equal(cuts, 3);
  });

  it('when frames come in pieces of a few bytes', async () => {
    await start();
    const pieces: Buffer[] = [];
    proxy.filter = (chunk, request) => {
      if (!WATCH.test(`${request.method} ${request.url}`)) {
        return chunk;
      }
      // Held back by three bytes, so that every boundary lies somewhere else than it was sent.
      const all = Buffer.concat([...pieces.splice(0), chunk]);
      const end = all.at(-1) === 0x0a ? all.length : all.length - 3;
      pieces.push(all.subarray(end));
      return all.subarray(0, end);
    };
    const check = await events('pieces');
    await check();
  });

  it('within 60 s when the connection is dead without a word', { timeout: 120_000 }, async () => {
    // As configured by default with `LONG=1`; sooner else.
    await start(process.env.LONG ? {} : { kubernetes: { watchSilence: '3s' } });
    let dead = true;
    proxy.filter = (chunk, request) => (dead && WATCH.test(`${request.method} ${request.url}`) ? 'swallow' : chunk);
    const check = await events('half-open');
    const opened = proxy.count(WATCH);
    await until(() => proxy.count(WATCH) > opened, process.env.LONG ? 60_000 : 20_000);
    dead = false;
    await check();
  });

  it('when a continue token has expired in the middle of a list, and no other is given in its place', async () => {
    const namespace = await bed.namespace('pages');
    const numbers = Array.from({ length: PAGE + 100 }, (_, number) => number);
    await create(
      bed.stack,
      numbers.map((number) => oldEvent(namespace, number))
    );
    const before = proxy.requests.length;
    let expired = 0;
    proxy.fault = first(2, /events\?.*continue=/, (response) => {
      expired++;
      answerStatus(response, 410, 'Expired');
    });
    collector = bed.collector({
      kubeconfig,
      config: { leaderElection: { leaseName: 'pages' }, filters: { namespaces: [namespace] } },
    });
    await assertKeptOnce(bed.stack, namespace, numbers);
    const lists = proxy.requests.slice(before).filter((request) => LIST.test(request));
    assert.equal(expired, 2);
    assert.ok(lists.length > 4, lists.join('\n'));
    assert.deepEqual(
      lists.filter((request) => !/limit=\d/.test(request)),
      []
    );
  });

  it('when the API server has lost its newest versions', async () => {
    await start();
    const namespace = await bed.namespace('reset');
    // What an etcd restored from a snapshot looks like: the list is behind the checkpoint.
    let behind = 2;
    proxy.filter = (chunk, request) => {
      if (behind > 0 && /\/events\?.*limit=1(?!\d)/.test(request.url ?? '')) {
        behind--;
        const text = chunk.toString();
        return Buffer.from(
          text.replace(/"resourceVersion":"\d+"/, (found) => '"resourceVersion":"1"'.padEnd(found.length))
        );
      }
      return chunk;
    };
    proxy.cutAll();
    await create(bed.stack, [oldEvent(namespace, 1), oldEvent(namespace, 2)]);
    await assertKeptOnce(bed.stack, namespace, [1, 2]);
    await collector!.logged('"why":"reset"');
  });

  it('through 1,000 deletions at once, and past them', async () => {
    await start();
    const namespace = await bed.namespace('deleted');
    await create(
      bed.stack,
      Array.from({ length: 1_000 }, (_, number) => oldEvent(namespace, number))
    );
    await mustCall(bed.stack.apiServer(), 'DELETE', `/api/v1/namespaces/${namespace}/events`);
    const numbers = Array.from({ length: 1_000 }, (_, number) => number);
    await assertKeptOnce(bed.stack, namespace, numbers);
    const check = await events('after-the-deletions');
    await check();
  });

  it('when a name comes again, with another uid', async () => {
    await start({ eventUid: true });
    const namespace = await bed.namespace('again');
    const numbers = NUMBERS.slice(0, 20);
    const createAll = () =>
      create(
        bed.stack,
        numbers.map((number) => oldEvent(namespace, number))
      );
    await createAll();
    await mustCall(bed.stack.apiServer(), 'DELETE', `/api/v1/namespaces/${namespace}/events`);
    await createAll();
    const kept = await assertKeptOnce(bed.stack, namespace, numbers, { revisions: 2 });
    assert.equal(new Set(kept.map((line) => recordOf(line).eventUid)).size, 2 * numbers.length);
  });
});
