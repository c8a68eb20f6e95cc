import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type EventRecord, recordOf } from '../../pkg/event/src/index.ts';
import { FaultyProxy, first } from '../fakes/proxy.ts';
import { create, NUMBERS, oldEvent } from './events.ts';
import { Bed, type Collector, until } from './harness.ts';
import { assertKeptOnce, keptOf } from './kept.ts';
import { find } from '../loki/loki.ts';

const PUSH = /POST .*\/push/;

const NGINX_PAGE = '<html><head><title>Error</title></head><body><h1>Error</h1><hr>nginx/1.29.3</body></html>';

/** Loki with limits small enough to run into. */
const LIMITS = {
  limits_config: {
    max_line_size: 8192,
    max_label_names_per_series: 5,
    reject_old_samples_max_age: '30m',
    max_global_streams_per_user: 60,
    ingestion_rate_mb: 0.5,
    ingestion_burst_size_mb: 0.1,
  },
};

describe('what Loki or the way to it does not take is delivered all the same', () => {
  let bed: Bed;
  let proxy: FaultyProxy;
  let collector: Collector | undefined;
  before(async () => {
    bed = await Bed.start();
    proxy = await FaultyProxy.start(bed.stack.lokiUrl);
  });
  after(async () => {
    proxy.close();
    await bed.end();
  });
  afterEach(() => collector?.kill('SIGTERM'));

  it('when it commits and the answer is lost', async () => {
    const namespace = await bed.namespace('answer-lost');
    let cuts = 0;
    proxy.fault = (request, response) => {
      if (cuts < 5 && PUSH.test(`${request.method} ${request.url}`)) {
        cuts++;
        // The push goes through; its answer does not come back.
        response.writeHead = () => response.destroy() as never;
      }
      return false;
    };
    collector = bed.collector({ lokiUrl: proxy.url });
    await create(
      bed.stack,
      NUMBERS.map((number) => oldEvent(namespace, number))
    );
    // What went through is in Loki before its pusher knows: the others follow while it tries again.
    await until(
      () => cuts === 5,
      60_000,
      () => `only ${cuts} answers were lost`
    );
    await assertKeptOnce(bed.stack, namespace, NUMBERS);
  });

  it('when it says 429 and 503 for a while', async () => {
    const namespace = await bed.namespace('busy');
    const answers = [429, 503, 500, 429, 502];
    proxy.fault = first(answers.length, PUSH, (response) => {
      response.writeHead(answers.shift() ?? 500, { 'retry-after': '1' });
      response.end('busy');
    });
    const startedMs = performance.now();
    collector = bed.collector({ lokiUrl: proxy.url });
    await create(
      bed.stack,
      NUMBERS.map((number) => oldEvent(namespace, number))
    );
    await assertKeptOnce(bed.stack, namespace, NUMBERS);
    assert.ok(performance.now() - startedMs > 5_000);
    await collector.logged('pushes succeed again');
  });

  it(
    'when it says 429 for two minutes',
    { skip: process.env.LONG ? false : 'takes two minutes: set LONG=1', timeout: 240_000 },
    async () => {
      const namespace = await bed.namespace('busy-for-long');
      const endsMs = performance.now() + 120_000;
      proxy.fault = (request, response) => {
        if (performance.now() > endsMs || !PUSH.test(`${request.method} ${request.url}`)) {
          return false;
        }
        response.writeHead(429).end('ingestion rate limit exceeded for user fake');
        return true;
      };
      collector = bed.collector({ lokiUrl: proxy.url });
      await create(
        bed.stack,
        NUMBERS.map((number) => oldEvent(namespace, number))
      );
      await collector.logged('pushes succeed again', 150_000);
      assert.ok(performance.now() > endsMs);
      await assertKeptOnce(bed.stack, namespace, NUMBERS);
    }
  );

  it('an event of nearly 1.5 MB, cut to what Loki takes, and those around it whole', async () => {
    const namespace = await bed.namespace('huge');
    proxy.fault = () => false;
    collector = bed.collector({ lokiUrl: proxy.url });
    const message = '日本語 '.repeat(130_000);
    await create(bed.stack, [oldEvent(namespace, 0), oldEvent(namespace, 1, message), oldEvent(namespace, 2)]);
    const kept = await assertKeptOnce(bed.stack, namespace, [0, 1, 2]);
    const huge = kept.find((line) => recordOf(line).event === 'event-1');
    assert.ok(Buffer.byteLength(huge!.line) > 200_000);
    assert.match(recordOf(huge!).message, /^日本語 日本語/);
  });

  for (const status of [400, 404]) {
    it(
      `when a gateway answers 1,200 events with its own page of status ${status} for a while`,
      { timeout: 120_000 },
      async () => {
        const namespace = await bed.namespace(`gateway-${status}`);
        const numbers = Array.from({ length: 1_200 }, (_, number) => number);
        proxy.fault = () => false;
        collector = bed.collector({ lokiUrl: proxy.url });
        await collector.logged('"msg":"watching"');
        await create(bed.stack, [oldEvent(namespace, 0)]);
        await assertKeptOnce(bed.stack, namespace, [0]);
        const endsMs = performance.now() + 25_000;
        let pages = 0;
        proxy.fault = (request, response) => {
          if (performance.now() > endsMs || !PUSH.test(`${request.method} ${request.url}`)) {
            return false;
          }
          pages++;
          response.writeHead(status, { 'content-type': 'text/html' }).end(NGINX_PAGE);
          return true;
        };
        await create(
          bed.stack,
          numbers.slice(1).map((number) => oldEvent(namespace, number))
        );
        await assertKeptOnce(bed.stack, namespace, numbers, { withinMs: 60_000 });
        assert.ok(pages > 3, `only ${pages} pages`);
        assert.ok(!collector.lines.some((line) => line.includes('dropping it')));
      }
    );
  }

  it('a secret from a file is read again when it changes, and never logged', async () => {
    const namespace = await bed.namespace('secret');
    const file = `${bed.folder}/token`;
    writeFileSync(file, 'first-secret');
    proxy.fault = (request, response) => {
      if (!PUSH.test(`${request.method} ${request.url}`) || request.headers.authorization === 'Bearer second-secret') {
        return false;
      }
      writeFileSync(file, 'second-secret');
      response.writeHead(401);
      response.end('who are you?');
      return true;
    };
    const url = `${proxy.url}/loki/api/v1/push`;
    const config = { receivers: { loki: { url, bearerTokenFile: file, tenant: 'fake' } }, log: 'trace' };
    collector = bed.collector({ config });
    await create(bed.stack, [oldEvent(namespace, 1)]);
    await assertKeptOnce(bed.stack, namespace, [1]);
    assert.ok(!collector.lines.some((line) => /(first|second)-secret/.test(line)));
  });
});

describe("an entry that exceeds a tenant's limits is changed until Loki takes it", () => {
  let bed: Bed;
  let collector: Collector;
  before(async () => {
    bed = await Bed.start({ lokiConfig: LIMITS });
    const url = `${bed.stack.lokiUrl}/loki/api/v1/push`;
    collector = bed.collector({ config: { receivers: { loki: { url, maxStreams: 36 } } } });
    await collector.logged('"msg":"watching"');
  });
  after(() => bed.end());

  it('lines that are too long, among others', async () => {
    const namespace = await bed.namespace('long');
    const events = NUMBERS.slice(0, 30).map((number) =>
      oldEvent(namespace, number, number % 7 === 0 ? 'x'.repeat(20_000) : `number ${number}`)
    );
    await create(bed.stack, events);
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 30));
  });

  it('times that are too new or too old, among others', async () => {
    const namespace = await bed.namespace('times');
    const shifts = [0, 3_600_000, -2_400_000, 0, 90_000_000, -86_400_000 * 20];
    const events = NUMBERS.slice(0, 60).map((number) => {
      const time = `${new Date(Date.now() + (shifts[number % shifts.length] ?? 0)).toISOString().slice(0, 19)}Z`;
      return { ...oldEvent(namespace, number), firstTimestamp: time, lastTimestamp: time };
    });
    await create(bed.stack, events);
    const kept = await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 60));
    const moved = kept.filter(({ labels }) => labels.event_time !== undefined);
    assert.ok(moved.length >= 40, `${moved.length} have their own time beside them`);
  });

  it('more bytes than the tenant may burst', async () => {
    const namespace = await bed.namespace('burst');
    const events = NUMBERS.slice(0, 100).map((number) => oldEvent(namespace, number, 'y'.repeat(6_000)));
    await create(bed.stack, events);
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 100), { withinMs: 60_000 });
  });

  it('more label combinations than the tenant may have streams', async () => {
    const namespace = await bed.namespace('streams');
    const events = NUMBERS.map((number) => ({
      ...oldEvent(namespace, number),
      source: { component: 'test', host: `host-${number}` },
    }));
    await create(bed.stack, events);
    const kept = await assertKeptOnce(bed.stack, namespace, NUMBERS, { withinMs: 60_000 });
    assert.deepEqual(new Set(kept.map((line) => recordOf(line).host)).size, 300);
  });

  it('nothing was dropped over it', () => {
    assert.ok(!collector.lines.some((line) => line.includes('dropping it')));
  });
});

describe('a tenant without structured metadata', () => {
  let bed: Bed;
  before(async () => {
    bed = await Bed.start({ lokiConfig: { limits_config: { allow_structured_metadata: false } } });
  });
  after(() => bed.end());

  it('gets all of it in JSON lines', async () => {
    const namespace = await bed.namespace('plain');
    bed.collector();
    await create(
      bed.stack,
      NUMBERS.map((number) => oldEvent(namespace, number))
    );
    await assertKeptOnce(bed.stack, namespace, NUMBERS);
    const [line] = await keptOf(bed.stack, namespace);
    const { reason, kind, name, format } = recordOf(line!);
    assert.deepEqual({ reason, kind, format }, { reason: 'Numbered', kind: 'Pod', format: 'json' });
    assert.match(name, /^pod-\d+$/);
  });
});

describe('a tenant without structured metadata, with room for 10 streams and a burst of 60 KB', () => {
  let bed: Bed;
  before(async () => {
    const limits = {
      allow_structured_metadata: false,
      max_global_streams_per_user: 10,
      ingestion_burst_size_mb: 0.06,
    };
    bed = await Bed.start({ lokiConfig: { limits_config: limits } });
  });
  after(() => bed.end());

  it('gets each of 2,700 events that wait for the collector once', { timeout: 180_000 }, async () => {
    const namespace = await bed.namespace('limits');
    const numbers = Array.from({ length: 2_700 }, (_, number) => number);
    await create(
      bed.stack,
      numbers.map((number) => ({
        ...oldEvent(namespace, number),
        source: { component: 'test', host: `host-${number % 40}` },
      }))
    );
    const collector = bed.collector();
    // Without metadata, the namespace of an entry whose labels were moved is in its line alone.
    const all = '{service_name="kubernetes-events"}';
    // Not what the API server itself may say of its Service.
    const kept = async (): Promise<EventRecord[]> =>
      (await find(bed.stack.lokiUrl, all)).map(recordOf).filter((record) => record.namespace !== 'default');
    await until(async () => (await kept()).length >= numbers.length, 120_000);
    const records = await kept();
    assert.ok(records.every((record) => record.namespace === namespace));
    assert.deepEqual(records.map(({ event }) => event).sort(), numbers.map((number) => `event-${number}`).sort());
    assert.equal(new Set(records.map(({ host }) => host)).size, 40);
    assert.ok(!collector.lines.some((line) => line.includes('dropping it')));
  });
});

describe('Loki away under load', () => {
  let bed: Bed;
  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());

  it('does not let memory grow beyond the queue, and loses nothing', { timeout: 200_000 }, async () => {
    const namespace = await bed.namespace('memory');
    const collector = bed.collector({ config: { queue: { maxBytes: '256KiB' } } });
    await collector.logged('"msg":"watching"');
    await bed.stack.signal('loki', 'SIGKILL');
    const numbers = Array.from({ length: 2_000 }, (_, number) => number);
    const message = 'z'.repeat(600);
    const sizes: number[] = [];
    for (let from = 0; from < numbers.length; from += 500) {
      const part = numbers.slice(from, from + 500);
      await create(
        bed.stack,
        part.map((number) => oldEvent(namespace, number, message))
      );
      sizes.push(memoryOf(collector.pid));
    }
    await delay(2_000);
    await bed.stack.start('loki');
    await assertKeptOnce(bed.stack, namespace, numbers, { withinMs: 60_000 });
    const growth = sizes.at(-1)! - sizes[1]!;
    assert.ok(growth < 40, `grew by ${growth} MiB: ${sizes.join(', ')}`);
  });
});

/** A process' resident memory, in MiB. */
function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
