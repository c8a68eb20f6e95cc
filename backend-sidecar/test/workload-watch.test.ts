import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { type Event, type ObjectMeta } from '@kubernetes-events/event';
import { type Position } from '../src/checkpoint/position.ts';
import { type Failure, type Result } from '../src/kubernetes/failure.ts';
import { type ObjectsApi } from '../src/kubernetes/objects-api.ts';
import { type Page } from '../src/kubernetes/page.ts';
import { type Read } from '../src/kubernetes/stream.ts';
import { type Output } from '../src/watch/state.ts';
import { READS, WAIT_MS, Workloads } from '../src/workload/workloads.ts';

type Revision = Extract<Output, { kind: 'revision' }>;

const pod = (name: string, version = 50): Event => ({
  metadata: { name, namespace: 'n', uid: `${name}-uid`, resourceVersion: String(version) },
});

function page(version: number, items: Event[] = [], next?: string): Result<Page> {
  const last = items.at(-1)?.metadata?.name ?? undefined;
  return {
    ok: true,
    value: { items, unreadable: [], version: String(version), next, last: last && `n/${last}`, bytes: 1 },
  };
}

const refused = (kind: Failure['kind'], more: Partial<Failure> = {}): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { stage: 'list pods', kind, message: kind, ...more },
});

/** A revision of an event about a pod: of a watch, or of a list at a version. */
function revision(name: string, version: number, list?: number, resourceVersion?: string): Revision {
  const involvedObject = { kind: 'Pod', apiVersion: 'v1', namespace: 'n', name, uid: `${name}-uid`, resourceVersion };
  const position: Position = { version: String(version) };
  const event = { metadata: { resourceVersion: String(version) }, involvedObject };
  return list
    ? { kind: 'revision', event, seen: 'gap', position: { ...position, list: { version: String(list), why: 'gap' } } }
    : { kind: 'revision', event, seen: 'added', position };
}

describe('workloads', () => {
  const stop = { signal: new AbortController().signal, now: (): void => undefined };
  afterEach(() => stop.now());

  /** Follows pods of a fake API server, whose watch sends nothing. */
  function start(api: Partial<ObjectsApi>, position?: Position, eventVersion = '10000') {
    const controller = new AbortController();
    Object.assign(stop, { signal: controller.signal, now: () => controller.abort() });
    const silent = new Promise<Read>((resolve) => {
      controller.signal.addEventListener('abort', () => resolve({ kind: 'closed' }));
    });
    const pods: ObjectsApi = {
      newest: () => Promise.resolve({ ok: true, value: '10000' }),
      list: () => Promise.resolve(page(10_000)),
      watch: () => Promise.resolve({ ok: true, value: { next: () => silent, close: () => undefined } }),
      read: () => assert.fail('nothing is read'),
      ...api,
    };
    const missed: number[] = [];
    const listed = Promise.withResolvers<void>();
    const workloads = new Workloads(
      new Map([['/pods', pods]]),
      { left: 10 },
      {
        of: () => ({ failed: () => undefined, listed: () => listed.resolve(), changed: () => undefined }),
        waited: (_ms, missing) => missed.push(missing),
        resolved: () => undefined,
      }
    );
    const events = { newest: () => Promise.resolve({ ok: true as const, value: eventVersion }) };
    void workloads.run(position, events, controller.signal);
    return { workloads, missed, listed: listed.promise };
  }

  /** The same, once the pods are listed. */
  async function follow(...[api, position, eventVersion]: Parameters<typeof start>) {
    const started = start(api, position, eventVersion);
    await started.listed;
    return started;
  }

  it('come from a list at a version before the checkpoint, the first that the API server still has', async () => {
    const asked: Array<string | undefined> = [];
    const list: ObjectsApi['list'] = ({ at }) => {
      asked.push(at);
      return Promise.resolve(at === '10000' ? page(10_000) : refused('gone'));
    };
    await follow({ list }, { version: '10000' });
    assert.deepEqual(asked, ['9000', '9750', '10000']);
  });

  it('come from the newest list if the API server has none of those', async () => {
    const asked: Array<string | undefined> = [];
    const list: ObjectsApi['list'] = ({ at }) => {
      asked.push(at);
      return Promise.resolve(at ? refused('gone') : page(10_000));
    };
    await follow({ list }, { version: '10000' });
    assert.deepEqual(asked, ['9000', '9750', '10000', undefined]);
  });

  it('come from the newest list if the versions of events and objects have nothing to do with each other', async () => {
    const asked: Array<string | undefined> = [];
    const list: ObjectsApi['list'] = ({ at }) => {
      asked.push(at);
      return Promise.resolve(page(10_000));
    };
    await follow({ list }, { version: '7' }, '7');
    assert.deepEqual(asked, [undefined]);
  });

  it('come from the newest list once the watch is too old', async () => {
    const asked: Array<string | undefined> = [];
    const list: ObjectsApi['list'] = ({ at }) => {
      asked.push(at);
      return Promise.resolve(page(10_000));
    };
    const relisted = Promise.withResolvers<void>();
    const watch: ObjectsApi['watch'] = () => {
      if (asked.length > 1) {
        relisted.resolve();
      }
      return Promise.resolve(refused('gone'));
    };
    await follow({ list, watch }, { version: '10000' });
    await relisted.promise;
    assert.deepEqual(asked.slice(0, 2), ['9000', undefined]);
  });

  it('come from a second list if the first one lost its version on the way, and wait for it', async () => {
    const second = Promise.withResolvers<Result<Page>>();
    const began = Promise.withResolvers<void>();
    let lists = 0;
    const list: ObjectsApi['list'] = ({ page: token }) => {
      lists += token ? 0 : 1;
      if (lists > 1) {
        began.resolve();
        return second.promise;
      }
      const first = page(10_000, [pod('a')], 'second');
      const answers = { second: refused('gone', { next: 'rest' }), rest: page(10_100, [pod('c')]) };
      return Promise.resolve(token ? answers[token as keyof typeof answers] : first);
    };
    const { workloads } = start({ list });
    await began.promise;
    const outputs = ['a', 'b', 'c'].map((name) => revision(name, 10_100, 10_200));
    const ready = workloads.ready(outputs, stop.signal);
    second.resolve(page(10_200, [pod('b'), pod('c')]));
    await ready;
    assert.deepEqual(
      outputs.map((output) => workloads.of(output)),
      ['', 'Pod/b', 'Pod/c']
    );
  });

  it('wait for the first list, which brings all objects', async () => {
    const list = Promise.withResolvers<Result<Page>>();
    const { workloads, missed } = start({ list: () => list.promise });
    const outputs = [revision('a', 9_000, 9_990), revision('gone', 9_000, 9_990)];
    const ready = workloads.ready(outputs, stop.signal);
    setTimeout(() => list.resolve(page(10_000, [pod('a')])), 1.5 * WAIT_MS);
    await ready;
    assert.deepEqual([missed, outputs.map((output) => workloads.of(output))], [[0], ['Pod/a', '']]);
  });

  it('are not looked for without a pause until there is a list', async () => {
    const list = Promise.withResolvers<Result<Page>>();
    const { workloads } = start({
      list: () => list.promise,
      read: () => Promise.resolve({ ok: true, value: undefined }),
    });
    let looks = 0;
    const output = Object.defineProperty(revision('by-hand', 10_050), 'kind', { get: () => (looks++, 'revision') });
    const fromMs = performance.now();
    setTimeout(() => list.resolve(page(10_000)), WAIT_MS / 2);
    await workloads.ready([output], stop.signal);
    assert.ok(looks < (performance.now() - fromMs) / 5, `${looks} times`);
  });

  it('do not wait for the first list for ever', async () => {
    const { workloads, missed } = start({ list: () => new Promise(() => undefined) });
    const outputs = [revision('a', 9_000, 9_990)];
    await workloads.ready(outputs, stop.signal);
    assert.deepEqual([missed, workloads.of(outputs[0]!)], [[1], '']);
  });

  it('that are not known wait for the object to be read at the version of the event', async () => {
    const asked: Array<number | undefined> = [];
    const read = (_: unknown, at: number | undefined): Promise<Result<ObjectMeta | undefined>> => {
      asked.push(at);
      return Promise.resolve({ ok: true, value: { uid: 'new-uid' } });
    };
    const { workloads, missed } = await follow({ read });
    const outputs = [revision('new', 10_050), revision('new', 10_060)];
    await workloads.ready(outputs, stop.signal);
    assert.deepEqual(
      [asked, missed, outputs.map((output) => workloads.of(output))],
      [[10_060], [0], ['Pod/new', 'Pod/new']]
    );
  });

  it('of a few objects are read without waiting as long for the watch as for many', async () => {
    const asked: string[] = [];
    const read: ObjectsApi['read'] = ({ name, uid }) => {
      asked.push(name);
      return Promise.resolve({ ok: true, value: { uid } });
    };
    const { workloads } = await follow({ read });
    const seen = (name: string): Revision => revision(name, 10_050, undefined, '10049');
    const many = Array.from({ length: 20 }, (_, number) => seen(`many-${number}`));
    const readyMany = workloads.ready(many, stop.signal);
    await workloads.ready([seen('one')], stop.signal);
    await readyMany;
    assert.equal(asked[0], 'one');
    assert.equal(asked.length, 21);
  });

  it('of objects that perhaps never existed are read at once', async () => {
    let waited = false;
    const { workloads } = await follow({ read: () => Promise.resolve({ ok: true, value: undefined }) });
    setTimeout(() => (waited = true));
    await workloads.ready([revision('by-hand', 10_050)], stop.signal);
    assert.equal(waited, false);
  });

  it('of objects that an event saw at a version which the watch has reached need no read', async () => {
    const { workloads, missed } = await follow({});
    const outputs = Array.from({ length: 20 }, (_, number) => revision(`gone-${number}`, 10_050, undefined, '9999'));
    assert.equal(workloads.ready(outputs, stop.signal), undefined);
    assert.deepEqual([missed, outputs.map((output) => workloads.of(output)).join('')], [[], '']);
  });

  it('of many objects that perhaps never existed are asked for until a round of reads finds none', async () => {
    const asked: string[] = [];
    const read: ObjectsApi['read'] = ({ name, uid }) => {
      asked.push(name);
      return Promise.resolve({ ok: true, value: /pod/.test(name) ? { uid } : undefined });
    };
    const { workloads, missed } = await follow({ read });
    const byHand = Array.from({ length: 40 }, (_, number) => revision(`by-hand-${number}`, 10_050));
    const pods = Array.from({ length: 40 }, (_, number) => revision(`pod-${number}`, 10_050, undefined, '10049'));
    const outputs = [...byHand, ...pods];
    await workloads.ready(outputs, stop.signal);
    const asKubelet = asked.filter((name) => /pod/.test(name));
    assert.deepEqual([asKubelet.length, asked.length], [pods.length, pods.length + READS]);
    assert.deepEqual(missed, [byHand.length - READS]);
    assert.deepEqual(
      pods.map((output) => workloads.of(output)),
      pods.map((_, number) => `Pod/pod-${number}`)
    );
  });

  it('are given up on if the API server does not answer in time', async () => {
    const timeouts: number[] = [];
    const read = (_: unknown, __: unknown, timeoutMs: number): Promise<Result<ObjectMeta | undefined>> => {
      timeouts.push(timeoutMs);
      return new Promise((resolve) => setTimeout(() => resolve(refused('network')), timeoutMs));
    };
    const { workloads, missed } = await follow({ read });
    const outputs = Array.from({ length: 20 }, (_, number) => revision(`new-${number}`, 10_050));
    await workloads.ready(outputs, stop.signal);
    assert.ok(timeouts.length < outputs.length && Math.max(...timeouts) <= WAIT_MS, String(timeouts));
    assert.deepEqual([missed, workloads.of(outputs[0]!)], [[outputs.length], '']);
  });

  it('have nothing to wait for if the objects are known, or the event is of a list', async () => {
    const { workloads } = await follow({ list: () => Promise.resolve(page(10_000, [pod('a')])) });
    const outputs = [revision('a', 10_050), revision('gone', 9_000), revision('gone', 9_000, 10_020)];
    assert.equal(workloads.ready(outputs, stop.signal), undefined);
    assert.deepEqual(
      outputs.map((output) => workloads.of(output)),
      ['Pod/a', '', '']
    );
  });
});
