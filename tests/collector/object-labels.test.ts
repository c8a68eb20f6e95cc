import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type EventRecord, recordOf } from '../../pkg/event/src/index.ts';
import { type Method, mustCall } from '../../stack/src/api.ts';
import { count } from '../loki/loki.ts';
import { create, oldEvent } from './events.ts';
import { Bed, type Collector, until } from './harness.ts';
import { keptOf } from './kept.ts';
import { grantNamespaces } from './namespace-rights.ts';

describe('labels of objects and of their namespaces are metadata', () => {
  let bed: Bed;
  before(async () => {
    bed = await Bed.start();
    await grantNamespaces(bed.stack);
  });
  after(() => bed.end());
  afterEach(() => bed.endCollectors());

  const start = async (lease: string): Promise<Collector> => {
    const collector = bed.collector({
      config: {
        objectLabels: ['app.kubernetes.io/name', 'team'],
        namespaceLabels: ['team'],
        leaderElection: { leaseName: lease },
      },
    });
    await collector.logged(/"resource":"pods".*workload: listed/);
    return collector;
  };
  const call = (method: Method, path: string, body?: object, type?: string): Promise<unknown> =>
    mustCall(bed.stack.apiServer(), method, `/api/v1/namespaces${path}`, body, type);
  const pod = async (namespace: string, name: string, labels: Record<string, string>): Promise<string> => {
    const spec = { containers: [{ name: 'main', image: 'registry.example/app:1' }] };
    const created = await call('POST', `/${namespace}/pods`, { metadata: { name, labels }, spec });
    return (created as { metadata: { uid: string } }).metadata.uid;
  };
  const event = (namespace: string, number: number, name: string, uid: string): object => {
    const one = oldEvent(namespace, number);
    return { ...one, involvedObject: { ...one.involvedObject, name, uid } };
  };
  /** The record of an event, once it is there. */
  async function recordFor(namespace: string, number: number): Promise<EventRecord> {
    let found: EventRecord | undefined;
    await until(async () => {
      found = (await keptOf(bed.stack, namespace)).map(recordOf).find(({ event: name }) => name === `event-${number}`);
      return found !== undefined;
    }, 30_000);
    return found!;
  }
  const labelsOf = ({ labels: { app_kubernetes_io_name: app, team, namespace_team: of } }: EventRecord): object => ({
    app,
    team,
    of,
  });

  it('as they are when an event is read, after the object is deleted, and none where none is known', async () => {
    await call('POST', '', { metadata: { name: 'labels', labels: { team: 'platform', other: 'x' } } });
    await start('labels');
    const labels = { 'app.kubernetes.io/name': 'web', team: 'shop', other: 'x' };
    const uid = await pod('labels', 'web-1', labels);
    await create(bed.stack, [event('labels', 0, 'web-1', uid)]);
    assert.deepEqual(labelsOf(await recordFor('labels', 0)), { app: 'web', team: 'shop', of: 'platform' });
    assert.equal((await recordFor('labels', 0)).labels.other, undefined);
    await call('DELETE', '/labels/pods/web-1', { gracePeriodSeconds: 0 });
    await create(bed.stack, [
      event('labels', 1, 'web-1', uid),
      { ...oldEvent('labels', 2), involvedObject: { kind: 'Service', namespace: 'labels', name: 'web', uid: 'u' } },
    ]);
    assert.deepEqual(labelsOf(await recordFor('labels', 1)), { app: 'web', team: 'shop', of: 'platform' });
    assert.deepEqual(labelsOf(await recordFor('labels', 2)), { app: undefined, team: undefined, of: 'platform' });
    const query = `sum(count_over_time({service_name="kubernetes-events"} | team="shop" | namespace_team="platform" [1h]))`;
    assert.equal(await count(bed.stack.lokiUrl, query), 2);
  });

  it('the same ones after a kill, so that nothing is kept twice', async () => {
    await call('POST', '', { metadata: { name: 'labels-killed', labels: { team: 'platform' } } });
    const first = await start('labels-killed');
    await until(async () => (await bed.checkpoint('labels-killed')).includes('"*"'), 30_000);
    const uid = await pod('labels-killed', 'web-1', { team: 'shop' });
    const numbers = Array.from({ length: 30 }, (_, number) => number);
    await create(
      bed.stack,
      numbers.map((number) => event('labels-killed', number, 'web-1', uid))
    );
    await recordFor('labels-killed', 29);
    await first.kill('SIGKILL');
    await start('labels-killed');
    await create(bed.stack, [event('labels-killed', 30, 'web-1', uid)]);
    await recordFor('labels-killed', 30);
    const kept = (await keptOf(bed.stack, 'labels-killed')).map(recordOf);
    const found = kept.map(({ event: name, labels }) => `${name} ${labels.team} ${labels.namespace_team}`).sort();
    assert.deepEqual(found, [...numbers, 30].map((number) => `event-${number} shop platform`).sort());
  });
});
