import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { BEHIND_MS } from '../../backend-sidecar/src/tenants/progress.ts';
import { recordOf } from '../../pkg/event/src/index.ts';
import { mustCall } from '../../stack/src/api.ts';
import { count, endChunks, find } from '../loki/loki.ts';
import { create, NUMBERS, oldEvent } from './events.ts';
import { grantNamespaces } from './namespace-rights.ts';
import { Bed, type Collector, type CollectorOptions, until } from './harness.ts';

const SERVICE = '{service_name="kubernetes-events"}';
/** Few bytes a second. Loki goes by the limits of a tenant's first push for ten seconds, so they are there from its start. */
const LIMITED = { ingestion_rate_mb: 0.005, ingestion_burst_size_mb: 0.02 };
const BLOCKED = { block_ingestion_until: '2100-01-01T00:00:00Z' };

describe('Loki with tenants, by rules', () => {
  let bed: Bed;
  let folder: string;
  const setLimits = (overrides: Record<string, object>): void => {
    const file = path.join(folder, 'overrides.json');
    writeFileSync(`${file}.new`, JSON.stringify({ overrides: { limited: LIMITED, ...overrides } }));
    renameSync(`${file}.new`, file);
  };
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tenants-'));
    setLimits({});
    const runtime = { file: path.join(folder, 'overrides.json'), period: '1s' };
    bed = await Bed.start({ lokiConfig: { auth_enabled: true, runtime_config: runtime } });
  });
  after(async () => {
    await bed.end();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => bed.endCollectors());

  /** A namespace with labels. */
  const namespace = async (name: string, labels: Record<string, string> = {}): Promise<string> => {
    await mustCall(bed.stack.apiServer(), 'POST', '/api/v1/namespaces', { metadata: { name, labels } });
    return name;
  };
  const start = (
    lease: string,
    tenants: readonly object[],
    { config = {}, ...options }: CollectorOptions = {}
  ): Collector => bed.collector(optionsOf(bed.stack.lokiUrl, lease, tenants, { config, ...options }));

  /** The objects that a tenant's entries of some namespaces are about; each must be counted once, too. */
  const kept = async (tenant: string, ...namespaces: string[]): Promise<string[]> => {
    const query = `${SERVICE} | _namespace=~"${namespaces.join('|')}"`;
    const found = (await find(bed.stack.lokiUrl, query, { tenant })).map((line) => {
      const { namespace: of, name } = recordOf(line);
      return `${of}/${name}`;
    });
    return found.sort();
  };
  const countOf = (tenant: string, of: string): Promise<number> =>
    count(bed.stack.lokiUrl, `sum(count_over_time(${SERVICE} | _namespace="${of}" [24h]))`, { tenant });
  const untilKept = (tenant: string, of: string, expected: readonly string[]): Promise<void> =>
    until(async () => (await kept(tenant, of)).length >= expected.length, 60_000).catch(() => undefined);
  const assertKept = async (tenant: string, of: string, numbers: readonly number[]): Promise<void> => {
    const expected = numbers.map((number) => `${of}/pod-${number}`).sort();
    await untilKept(tenant, of, expected);
    assert.deepEqual(await kept(tenant, of), expected, `tenant ${tenant}`);
    assert.equal(await countOf(tenant, of), expected.length, `count of tenant ${tenant}`);
  };
  const emit = (of: string, numbers: readonly number[]): Promise<void> =>
    create(
      bed.stack,
      numbers.map((number) => oldEvent(of, number))
    );

  it('delivers nothing until it may read the namespaces whose labels decide, then everything to its tenant', async () => {
    await namespace('labelled', { team: 'one' });
    await namespace('unlabelled');
    await emit('labelled', [0, 1]);
    await emit('unlabelled', [0, 1]);
    const rules = [{ tenant: 'labels-one', namespaceLabels: { team: 'one' } }];
    const collector = start('rights', rules, { config: { backfill: 'all' } });
    await collector.logged(
      'namespaces: forbidden: needs the rule {\\"apiGroups\\":[\\"\\"],\\"resources\\":[\\"namespaces\\"]'
    );
    assert.deepEqual(await kept('platform', 'labelled', 'unlabelled'), []);
    await grantNamespaces(bed.stack);
    await collector.logged('namespaces: can be read now', 60_000);
    await assertKept('labels-one', 'labelled', [0, 1]);
    await assertKept('platform', 'unlabelled', [0, 1]);
    assert.deepEqual(await kept('platform', 'labelled'), []);
    assert.deepEqual(await kept('labels-one', 'unlabelled'), []);
  });

  it('by field, by label pattern, by the value of a label; a new namespace and a changed label count at once', async () => {
    const rules = [
      { tenant: 'cluster', match: { 'involvedObject.kind': 'Node' } },
      { tenant: 'by-name', match: { 'metadata.namespace': 'named-.*' } },
      { tenantFrom: { namespaceLabel: 'example.com/tenant' } },
    ];
    await grantNamespaces(bed.stack);
    const collector = start('rules', rules);
    await collector.logged('"msg":"watching"');
    await namespace('named-a', { 'example.com/tenant': 'not-this-one' });
    await emit('named-a', [0]);
    await create(bed.stack, [
      { ...oldEvent('default', 7), involvedObject: { kind: 'Node', name: 'pod-7', apiVersion: 'v1' } },
    ]);
    // Right before its first event.
    await namespace('owned', { 'example.com/tenant': 'owner-1' });
    await emit('owned', [0, 1]);
    await assertKept('owner-1', 'owned', [0, 1]);
    const labels = { metadata: { labels: { 'example.com/tenant': 'owner-2' } } };
    await mustCall(bed.stack.apiServer(), 'PATCH', '/api/v1/namespaces/owned', labels, 'application/merge-patch+json');
    // The watch of namespaces brings the change at its own pace.
    let number = 2;
    await until(async () => {
      await emit('owned', [number++]);
      return (await kept('owner-2', 'owned')).length > 0;
    }, 30_000);
    await until(
      async () => (await kept('owner-1', 'owned')).length + (await kept('owner-2', 'owned')).length === number,
      30_000
    );
    await assertKept('by-name', 'named-a', [0]);
    assert.deepEqual(await kept('cluster', 'default'), ['default/pod-7']);
    for (const tenant of ['platform', 'not-this-one']) {
      const others = await kept(tenant, 'named-a', 'owned', 'default');
      // What the API server itself may say of its Service.
      assert.deepEqual(
        others.filter((event) => event !== 'default/kubernetes'),
        [],
        tenant
      );
    }
  });

  it('while one is refused, the others get theirs, once, though the collector is killed twice; then that one, too', async () => {
    const rules = [
      { tenant: 'slow', match: { 'metadata.namespace': 'killed-slow' } },
      { tenant: 'fast', match: { 'metadata.namespace': 'killed-fast' } },
    ];
    await namespace('killed-slow');
    await namespace('killed-fast');
    const first = start('killed', rules);
    await first.logged('"msg":"watching"');
    await emit('killed-slow', [0]);
    await assertKept('slow', 'killed-slow', [0]);
    setLimits({ slow: BLOCKED });
    await blocked(bed.stack.lokiUrl, 'slow');
    await emit('killed-slow', NUMBERS.slice(1, 50));
    await emit('killed-fast', NUMBERS.slice(0, 100));
    await assertKept('fast', 'killed-fast', NUMBERS.slice(0, 100));
    // What is pushed again from now on would be counted twice.
    await endChunks(bed.stack.lokiUrl);
    await until(async () => (await bed.checkpoint('killed')).includes('"behind":["slow"]'), BEHIND_MS + 30_000);
    await first.kill('SIGKILL');
    await emit('killed-fast', NUMBERS.slice(100, 150));
    const second = start('killed', rules);
    await assertKept('fast', 'killed-fast', NUMBERS.slice(0, 150));
    await emit('killed-fast', NUMBERS.slice(150, 200));
    await emit('killed-slow', NUMBERS.slice(50, 100));
    await assertKept('fast', 'killed-fast', NUMBERS.slice(0, 200));
    await endChunks(bed.stack.lokiUrl);
    // Until the checkpoint says so of the last of them.
    const reached = async (): Promise<number> => Number(aheadIn(await bed.checkpoint('killed')).ahead['*']);
    const newest = await newestEvent(bed, 'killed-fast');
    await until(async () => (await reached()) >= newest, 30_000);
    await second.kill('SIGKILL');
    setLimits({});
    start('killed', rules);
    await assertKept('slow', 'killed-slow', NUMBERS.slice(0, 100));
    await assertKept('fast', 'killed-fast', NUMBERS.slice(0, 200));
    assert.deepEqual(await kept('platform', 'killed-slow', 'killed-fast'), []);
    await until(async () => !(await bed.checkpoint('killed')).includes('behind'), 30_000);
  });

  it('while one is limited to few bytes a second, a new leader loses nothing of it, and the others wait for nothing', async () => {
    const rules = [
      { tenant: 'limited', match: { 'metadata.namespace': 'lead-limited' } },
      { tenant: 'free', match: { 'metadata.namespace': 'lead-free' } },
    ];
    await namespace('lead-limited');
    await namespace('lead-free');
    const [leader, other] = await bed.leaderAndOther(optionsOf(bed.stack.lokiUrl, 'lead', rules));
    await leader.logged('"msg":"watching"');
    await emit('lead-limited', NUMBERS.slice(0, 150));
    await leader.logged(/"tenant":"limited".*push failed, retrying/);
    await emit('lead-free', NUMBERS.slice(0, 50));
    await assertKept('free', 'lead-free', NUMBERS.slice(0, 50));
    assert.ok((await kept('limited', 'lead-limited')).length < 150, 'the limit was no obstacle');
    await until(
      async () => (await bed.checkpoint('lead')).includes('"*"'),
      30_000,
      () => leader.lines.join('\n')
    );
    await leader.kill('SIGKILL');
    await emit('lead-free', NUMBERS.slice(50, 100));
    await other.logged('"leading"', 30_000);
    await assertKept('free', 'lead-free', NUMBERS.slice(0, 100));
    setLimits({ limited: {} });
    await assertKept('limited', 'lead-limited', NUMBERS.slice(0, 150));
  });

  it('with a spool, one that is refused fills the disk and not the memory of the others, and through a kill', async () => {
    const rules = [
      { tenant: 'away', match: { 'metadata.namespace': 'spool-away' } },
      { tenant: 'there', match: { 'metadata.namespace': 'spool-there' } },
    ];
    const directory = path.join(bed.folder, 'tenant-spools');
    const config = { queue: { maxEntries: 20 }, spool: { directory } };
    await namespace('spool-away');
    await namespace('spool-there');
    setLimits({ away: BLOCKED });
    const first = start('spool', rules, { config });
    await first.logged('"msg":"watching"');
    await blocked(bed.stack.lokiUrl, 'away');
    await emit('spool-away', NUMBERS.slice(0, 200));
    await first.logged(/"tenant":"away".*continuing on disk/);
    await emit('spool-there', NUMBERS.slice(0, 100));
    await assertKept('there', 'spool-there', NUMBERS.slice(0, 100));
    assert.equal(readdirSync(path.join(directory, 'tenants', 'away')).length, 1);
    await until(async () => (await bed.checkpoint('spool')).includes('"behind":["away"]'), BEHIND_MS + 30_000);
    await endChunks(bed.stack.lokiUrl);
    await first.kill('SIGKILL');
    const second = start('spool', rules, { config });
    await second.logged(/"tenant":"away".*resuming with entries of an earlier run/);
    await emit('spool-there', NUMBERS.slice(100, 150));
    await emit('spool-away', NUMBERS.slice(200, 250));
    await assertKept('there', 'spool-there', NUMBERS.slice(0, 150));
    setLimits({});
    await assertKept('away', 'spool-away', NUMBERS.slice(0, 250));
    await until(() => readdirSync(path.join(directory, 'tenants', 'away')).length === 0, 10_000);
  });

  it('without a spool, a full queue stops the watch, and the log and /readyz say which tenant is to blame', async () => {
    const rules = [{ tenant: 'full', match: { 'metadata.namespace': 'full-queue' } }];
    setLimits({ full: BLOCKED });
    await namespace('full-queue');
    await namespace('after-full');
    const config = { queue: { maxEntries: 20 }, telemetry: { listen: '127.0.0.1:0' } };
    const collector = start('full', rules, { config });
    await collector.logged('"msg":"watching"');
    await blocked(bed.stack.lokiUrl, 'full');
    await emit('full-queue', NUMBERS.slice(0, 40));
    const telemetry = await telemetryOf(collector);
    await until(async () => (await statusOf(telemetry)).watches.some((one) => one.waitingForReceivers), 30_000);
    const { receivers } = await statusOf(telemetry);
    const full = receivers.find(({ name }) => name === 'loki/full');
    assert.ok(full!.pending >= 20 && full!.failure!.includes('260'), JSON.stringify(receivers));
    const metrics = await (await fetch(`${telemetry}/metrics`)).text();
    assert.match(metrics, /tenant_queue_entries\{tenant="full"\} 2\d/);
    assert.match(metrics, /tenant_push_retries_total\{tenant="full"\} [1-9]/);
    await emit('after-full', [0]);
    setLimits({});
    await assertKept('full', 'full-queue', NUMBERS.slice(0, 40));
    await assertKept('platform', 'after-full', [0]);
  });

  it('a clean stop delivers to the others, ends in time, and the next start delivers the rest', async () => {
    const rules = [{ tenant: 'stopped', match: { 'metadata.namespace': 'stop-refused' } }];
    setLimits({ stopped: BLOCKED });
    await namespace('stop-refused');
    await namespace('stop-taken');
    const config = { shutdownTimeout: '3s' };
    const collector = start('stop', rules, { config });
    await collector.logged('"msg":"watching"');
    await blocked(bed.stack.lokiUrl, 'stopped');
    await emit('stop-refused', [0, 1, 2]);
    await emit('stop-taken', [0, 1, 2]);
    await collector.logged(/"tenant":"stopped".*push failed/);
    assert.equal(await collector.kill('SIGTERM'), 0);
    assert.ok(collector.lines.some((line) => line.includes('stopped with undelivered entries')));
    await assertKept('platform', 'stop-taken', [0, 1, 2]);
    setLimits({});
    start('stop', rules, { config });
    await assertKept('stopped', 'stop-refused', [0, 1, 2]);
    await assertKept('platform', 'stop-taken', [0, 1, 2]);
  });
});

function optionsOf(
  lokiUrl: string,
  leaseName: string,
  tenants: readonly object[],
  { config = {}, ...options }: CollectorOptions = {}
): CollectorOptions {
  const receivers = { loki: { url: `${lokiUrl}/loki/api/v1/push`, tenant: 'platform', tenants } };
  // Each test has a checkpoint of its own, and only what happens in it.
  return { ...options, config: { receivers, backfill: 'none', leaderElection: { leaseName }, ...config } };
}

async function newestEvent(bed: Bed, of: string): Promise<number> {
  const list = await mustCall(bed.stack.apiServer(), 'GET', `/api/v1/namespaces/${of}/events`);
  const { items } = list as { items: Array<{ metadata: { resourceVersion: string } }> };
  return Math.max(...items.map(({ metadata: { resourceVersion } }) => Number(resourceVersion)));
}

function aheadIn(checkpoint: string): { ahead: Record<string, string>; behind: string[] } {
  const { '/tenants': tenants } = JSON.parse(checkpoint) as {
    '/tenants'?: { ahead: Record<string, string>; behind: string[] };
  };
  return tenants ?? { ahead: {}, behind: [] };
}

/** Waits until Loki refuses a tenant's pushes. */
async function blocked(lokiUrl: string, tenant: string): Promise<void> {
  const body = (): string =>
    JSON.stringify({ streams: [{ stream: { probe: 'blocked' }, values: [[`${Date.now()}000000`, 'probe']] }] });
  const headers = { 'content-type': 'application/json', 'x-scope-orgid': tenant };
  const push = async (): Promise<number> =>
    (await fetch(`${lokiUrl}/loki/api/v1/push`, { method: 'POST', headers, body: body() })).status;
  await until(async () => (await push()) === 260, 30_000);
}

interface StatusPage {
  watches: Array<{ waitingForReceivers: boolean }>;
  receivers: Array<{ name: string; pending: number; failure?: string }>;
}

const statusOf = async (url: string): Promise<StatusPage> =>
  (await (await fetch(`${url}/status`)).json()) as StatusPage;

/** The address that the collector logs. */
async function telemetryOf(collector: Collector): Promise<string> {
  await collector.logged('telemetry: listening');
  const line = collector.lines.find((one) => one.includes('telemetry: listening'))!;
  return `http://127.0.0.1:${(JSON.parse(line) as { address: { port: number } }).address.port}`;
}
