import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Bed, until } from '../collector/harness.ts';
import { load, NAMESPACES } from '../collector/soak/load.ts';
import { countIn, tally } from '../collector/soak/tally.ts';
import { DistributedLoki } from './distributed-loki.ts';

const TENANT = 'team-a';
const MINUTE_MS = 60_000;
const PER_SECOND = 100;
const LOAD_MS = 20_000;
/** A count of everything while an ingester is away, and its restart, may take a while. */
const TIMEOUT_MS = 2 * MINUTE_MS;

let bed: Bed;
let loki: DistributedLoki;
before(async () => {
  bed = await Bed.start({ only: ['kube-apiserver'] });
  loki = await DistributedLoki.start(bed, 3);
});
after(() => bed.end());

it('each event is kept once when one of three ingesters is killed under load, and when it is back', async () => {
  const startMs = Date.now() - MINUTE_MS;
  const range = () => ({ startMs, endMs: Date.now() + MINUTE_MS, tenant: TENANT });
  const frontend = loki.url('query-frontend');
  const counted = (): Promise<number> => countIn(frontend, range()).catch(() => 0);
  await Promise.all(NAMESPACES.map((name) => bed.namespace(name)));
  const receivers = { loki: { url: `${loki.url('distributor')}/loki/api/v1/push`, tenant: TENANT } };
  bed.collector({ config: { receivers }, lokiUrl: loki.url('distributor') });

  const loading = load(bed.stack, PER_SECOND, LOAD_MS);
  await until(async () => (await counted()) > 0, TIMEOUT_MS);
  const before = await counted();
  await loki.kill('ingester-1');
  const created = (await loading).length;
  assert.ok(before < created, 'the ingester was killed after the load');

  const expected = { lost: [], twice: [], found: created, counted: created, miscounted: [] };
  const all = async (): Promise<boolean> => (await counted()) >= created;
  await until(all, TIMEOUT_MS).catch(() => undefined);
  assert.deepEqual(await tally(frontend, created, range()), expected, 'with two ingesters');
  await loki.startComponent('ingester-1');
  assert.deepEqual(await tally(frontend, created, range()), expected, 'with three ingesters again');
});
