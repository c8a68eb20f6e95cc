import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { LEARNED_FOR_MS } from '../../../backend-sidecar/src/delivery/loki/limits.ts';
import { type Entry } from '../../../pkg/event/src/index.ts';
import { find, type Found, push } from '../../loki/loki.ts';
import { until } from '../harness.ts';
import { TenantBed, TenantSink } from './tenant.ts';

const MINUTE_MS = 60_000;
const SERVICE = '{service_name="kubernetes-events"}';

/** An entry of a stream with this host. */
function entryOn(host: string, line: string, agoMs = 0, metadata: Record<string, string> = { reason: 'R' }): Entry {
  const labels = { service_name: 'kubernetes-events', _host: host };
  return { labels, timestampNs: BigInt(Date.now() - agoMs) * 1_000_000n, line, metadata };
}

describe('a refusal by Loki', () => {
  const LIMITS = {
    streams: { max_global_streams_per_user: 2 },
    few: { max_global_streams_per_user: 2 },
    plain: { allow_structured_metadata: false },
    blocked: { block_ingestion_until: '2100-01-01T00:00:00Z' },
  };
  let bed: TenantBed;
  before(async () => {
    bed = await TenantBed.start(LIMITS);
  });
  after(() => bed.end());

  const kept = async (tenant: string): Promise<Found[]> => find(bed.lokiUrl, SERVICE, { tenant });
  const linesOf = async (tenant: string): Promise<string[]> => (await kept(tenant)).map(({ line }) => line).sort();

  it('of an earlier stream in a push hides behind a later one that is taken', async () => {
    const open = (host: string): Promise<void> => push(bed.lokiUrl, [entryOn(host, 'open')], 'streams');
    await open('a');
    await open('b');
    await push(bed.lokiUrl, [entryOn('c', 'refused'), entryOn('a', 'taken')], 'streams');
    assert.deepEqual(await linesOf('streams'), ['open', 'open', 'taken']);
    await assert.rejects(
      push(bed.lokiUrl, [entryOn('a', 'taken as well'), entryOn('c', 'refused')], 'streams'),
      /429 maximum active stream limit/
    );
  });

  it('for a stream too many does not lose the entry: it waits, and others are delivered', async () => {
    await push(bed.lokiUrl, [entryOn('a', 'open'), entryOn('b', 'open')], 'few');
    const tenant = new TenantSink(bed.lokiUrl, 'few');
    const left = await tenant.deliver(entryOn('c', 'waits'), entryOn('a', 'goes'), entryOn('b', 'goes'));
    assert.deepEqual([left, tenant.dropped], [1, []]);
    assert.deepEqual(await linesOf('few'), ['goes', 'goes', 'open', 'open']);
  });

  it('for being too far behind its stream is found in a push of several streams, and the entry is kept', async () => {
    const tenant = new TenantSink(bed.lokiUrl, 'behind');
    await tenant.deliver(entryOn('a', 'new'), entryOn('b', 'new'));
    await tenant.deliver(entryOn('a', 'behind', 70 * MINUTE_MS), entryOn('a', 'newer'), entryOn('b', 'newer'));
    assert.deepEqual(await linesOf('behind'), ['behind', 'new', 'new', 'newer', 'newer']);
    assert.equal((await kept('behind')).find(({ line }) => line === 'behind')?.labels.event_time?.length, 30);
    assert.deepEqual(tenant.dropped, []);
  });

  it('of everything, while an operator blocks the tenant, is waited out', async () => {
    const tenant = new TenantSink(bed.lokiUrl, 'blocked');
    const delivering = tenant.deliver(entryOn('a', 'blocked at first'));
    await until(() => tenant.answers.length >= 2, 20_000);
    assert.deepEqual([...new Set(tenant.answers.map(({ status }) => status))], [260]);
    bed.setLimits({ ...LIMITS, blocked: {} });
    assert.equal(await delivering, 0);
    assert.deepEqual(await linesOf('blocked'), ['blocked at first']);
  });

  it('shows a limit that is tried again after an hour, with one entry, and forgotten once Loki takes that', async () => {
    const tenant = new TenantSink(bed.lokiUrl, 'plain');
    const three = (): Promise<number> =>
      tenant.deliver(...['a', 'b', 'c'].map((host) => entryOn(host, `${host} ${performance.now()}`)));
    const refused = (): number => tenant.answers.filter(({ status }) => status === 400).length;
    await three();
    const atFirst = refused();
    await three();
    assert.equal(refused(), atFirst, 'the limit applies to what follows');
    tenant.laterMs += LEARNED_FOR_MS;
    await three();
    assert.equal(refused(), atFirst + 1, 'one entry tries it');
    await three();
    assert.equal(refused(), atFirst + 1, 'and shows it for another hour');
    bed.setLimits({ ...LIMITS, plain: {} });
    await until(async () => !(await isRefused(push(bed.lokiUrl, [entryOn('p', 'probe')], 'plain'))), 20_000);
    tenant.laterMs += LEARNED_FOR_MS;
    await three();
    await three();
    const found = (await kept('plain')).filter(({ line }) => line !== 'probe');
    assert.equal(found.length, 18);
    assert.equal(found.filter(({ labels }) => labels.reason === 'R').length, 6);
    assert.deepEqual(tenant.dropped, []);
  });
});

async function isRefused(pushing: Promise<void>): Promise<boolean> {
  return pushing.then(
    () => false,
    () => true
  );
}
