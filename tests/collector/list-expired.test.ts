import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { PAGE } from '../../backend-sidecar/src/kubernetes/page-size.ts';
import { type Stack } from '../../stack/src/stack.ts';
import { FaultyProxy } from '../fakes/proxy.ts';
import { find } from '../loki/loki.ts';
import { compactEtcd } from './compact.ts';
import { create, oldEvent, raise } from './events.ts';
import { Bed, type Collector, until } from './harness.ts';
import { assertNumbersKept, counted, occurrences } from './kept.ts';

/** Three pages, in the order of their names. */
const COUNT = 2 * PAGE + 500;
/** On the first page, and on the last. */
const [EARLY, LATE] = [range(100, 120), range(900, 920)];
/** Names that come on the first page, and on the last, once they are created. */
const [NEW_EARLY, NEW_LATE] = [range(10_000, 10_020), range(90_000, 90_020)];
const ALL = [...range(0, COUNT), ...NEW_EARLY, ...NEW_LATE];
/** Long enough that less than a page of entries fills the queue. */
const MESSAGE = 'x'.repeat(1_500);

const LIST = /GET .*\/events\?(?!.*watch=true)/;
const CONTINUED = /GET .*\/events\?(?!.*watch=true).*continue=/;

/** Logs each collection that the collector asks for. */
const LOGGED_GC = `
  const { gc } = globalThis;
  globalThis.gc = (options) => { console.error('collected: ' + options.flavor); return gc(options); };
`;

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

describe('a first list whose continue token expires while Loki is slow', () => {
  let bed: Bed;
  let api: FaultyProxy;
  let loki: FaultyProxy;
  let release: () => void;
  let namespaces = 0;

  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());
  beforeEach(async () => {
    const { url, ca, token } = bed.stack.apiServer('collector');
    api = await FaultyProxy.start(url, { authorization: `Bearer ${token}` }, ca);
    loki = await FaultyProxy.start(bed.stack.lokiUrl);
    const released = new Promise<false>((resolve) => (release = () => resolve(false)));
    loki.fault = () => released;
  });
  afterEach(async () => {
    await bed.endCollectors();
    api.close();
    loki.close();
  });

  /** A collector that has read two pages of the list, cannot deliver them, and will find the third one's token expired. */
  async function stuck(): Promise<{ namespace: string; collector: Collector; start: () => Collector }> {
    const namespace = await bed.namespace(`expired-${++namespaces}`);
    const write = (numbers: readonly number[]) =>
      create(
        bed.stack,
        numbers.map((number) => oldEvent(namespace, number, `${number} ${MESSAGE}`))
      );
    await write(range(0, COUNT));
    const kubeconfig = api.kubeconfig(bed.folder);
    const config = {
      leaderElection: { leaseName: namespace },
      filters: { namespaces: [namespace] },
      receivers: { loki: { url: `${loki.url}/loki/api/v1/push` } },
    };
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(LOGGED_GC)}` };
    const start = () => bed.collector({ kubeconfig, config, env });
    const collector = start();
    await until(() => api.count(CONTINUED) === 1 && loki.requests.length > 0, 60_000);
    for (const number of [...EARLY, ...LATE]) {
      await raise(bed.stack, namespace, number, 2);
    }
    await write([...NEW_EARLY, ...NEW_LATE]);
    await compactEtcd(bed.stack);
    return { namespace, collector, start };
  }

  /** Everything is in Loki: the raised events of the first page with both revisions, those of the last with one. */
  async function check(namespace: string): Promise<void> {
    await assertNumbersKept(bed.stack, namespace, [...ALL, ...EARLY]);
  }

  it('is read on in pages, and what changed in the pages before is read again', { timeout: 300_000 }, async () => {
    const { namespace, collector } = await stuck();
    release();
    await check(namespace);
    // The list took memory, which is returned.
    await collector.logged('collected: last-resort');
    assert.equal(await counted(bed.stack, namespace), ALL.length + EARLY.length);
    assert.equal(await occurrences(bed.stack, namespace), ALL.length + EARLY.length + LATE.length);
    const lists = api.requests.filter((request) => LIST.test(request));
    assert.ok(lists.length >= 6, `${lists.length} lists`);
    const limits = lists.map((request) => Number(new URL(request.slice(4), api.url).searchParams.get('limit')));
    assert.ok(
      limits.every((limit) => limit > 0 && limit <= PAGE),
      String(limits)
    );
    assert.ok(
      lists.some(continuesAtNewest),
      'the token that the API server gave in place of the expired one is not used'
    );
  });

  it('loses and repeats nothing if the collector is killed on the way, too', { timeout: 300_000 }, async () => {
    const { namespace, start } = await stuck();
    const firstRevisions = EARLY.map((number) => revision(number, 1));
    const acknowledged = (): Promise<string[]> => revisionsOf(bed.stack, namespace);
    // Once the first revisions are delivered, the proxy keeps the next push: the collector knows of all that Loki takes.
    let kept = false;
    loki.fault = async () => {
      const names = new Set(await acknowledged());
      kept = firstRevisions.every((name) => names.has(name));
      return kept ? new Promise(() => undefined) : false;
    };
    release();
    await until(() => kept, 60_000);
    await bed.endCollectors();
    const delivered = (await acknowledged()).length;
    assert.ok(delivered < ALL.length, `${delivered} entries were delivered before the kill`);
    loki.fault = () => false;
    start();
    const expected = [
      ...ALL.map((number) => revision(number, [...EARLY, ...LATE].includes(number) ? 2 : 1)),
      ...firstRevisions,
    ];
    const all = async (): Promise<boolean> => (await acknowledged()).length >= expected.length;
    await until(all, 120_000).catch(() => undefined);
    assert.deepEqual(await acknowledged(), expected.sort());
  });
});

/** The revision of a number's event with this count. */
function revision(number: number, count: number): string {
  return `pod-${number} ${count}`;
}

/** What Loki has of a namespace, as {@link revision} writes it. */
async function revisionsOf(stack: Stack, namespace: string): Promise<string[]> {
  const entries = `{service_name="kubernetes-events"} | _namespace="${namespace}"`;
  const found = await find(stack.lokiUrl, `${entries} | line_format \`{{.name}} {{or .count "1"}}\``);
  return found.map(({ line }) => line).sort();
}

/** Whether a list request has a token without a version, with which the API server continues at its newest one. */
function continuesAtNewest(request: string): boolean {
  const token = new URL(request.slice(4), 'http://api').searchParams.get('continue') ?? '';
  return Buffer.from(token, 'base64url').toString().includes('"rv":-1');
}
