import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ObjectMeta } from '@kubernetes-events/event';
import { type Result } from '../src/kubernetes/failure.ts';
import { type ObjectsApi } from '../src/kubernetes/objects-api.ts';
import { type Page } from '../src/kubernetes/page.ts';
import { MOST_DELETED, Namespaces } from '../src/namespaces/namespaces.ts';
import { type Output } from '../src/watch/state.ts';

const namespace = (name: string, version: number, labels: Record<string, string> = {}) => ({
  metadata: { name, resourceVersion: String(version), labels },
});
const inNamespace = (name: string, version = 100): Output => ({
  kind: 'revision',
  event: { metadata: { namespace: name, resourceVersion: String(version) } },
  seen: 'added',
});
const page = (...items: Page['items']): Result<Page> => ({
  ok: true,
  value: { items, unreadable: [], version: '50', next: undefined, last: undefined, bytes: 0 },
});
const failed = { ok: false, failure: { stage: 'list namespaces', kind: 'server', message: 'no' } } as const;

/** Namespaces over lists, one after the other, and reads; watches stay silent. */
function start(lists: Array<Result<Page>>, read: (name: string, at?: number) => Result<ObjectMeta | undefined>) {
  const stop = new AbortController();
  const api: ObjectsApi = {
    newest: () => Promise.resolve({ ok: true, value: '50' }),
    list: () => Promise.resolve(lists.length > 1 ? lists.shift()! : lists[0]!),
    watch: () => new Promise(() => undefined),
    read: ({ name }, at) => Promise.resolve(read(name, at)),
  };
  const namespaces = new Namespaces(api, ['team']);
  const report = {
    entered: () => undefined,
    failed: () => undefined,
    contact: () => undefined,
    waiting: () => undefined,
  };
  void namespaces.run(report, stop.signal);
  const teamOf = async (name: string, version?: number): Promise<string | undefined> => {
    const output = inNamespace(name, version);
    await namespaces.ready([output], stop.signal);
    return 'event' in output ? namespaces.of(output.event).team : undefined;
  };
  return { namespaces, stop, teamOf };
}

describe('the labels of namespaces', () => {
  it('are waited for until they can be listed, and are those that were named', async () => {
    const { namespaces, stop, teamOf } = start(
      [failed, page(namespace('a', 1, { team: 'one', other: 'x' }))],
      () => failed
    );
    assert.equal(await teamOf('a'), 'one');
    assert.deepEqual(namespaces.of({ metadata: { namespace: 'a' } }), { team: 'one' });
    assert.equal(namespaces.ready([inNamespace('a')], stop.signal), undefined);
    stop.abort();
  });

  it('are read for a namespace that the watch has not brought, as it was at the version of the event', async () => {
    const asked: unknown[] = [];
    const { stop, teamOf } = start([page()], (name, at) => {
      asked.push([name, at]);
      return { ok: true, value: namespace(name, 1, { team: 'new' }).metadata };
    });
    assert.equal(await teamOf('new', 77), 'new');
    assert.equal(await teamOf('new', 78), 'new');
    assert.deepEqual(asked, [['new', 77]]);
    stop.abort();
  });

  it('are read as they are now if the version is too old, until the API server answers; a missing one has none', async () => {
    const answers: Array<Result<ObjectMeta | undefined>> = [failed, failed, failed, { ok: true, value: undefined }];
    const { stop, teamOf } = start([page()], () => answers.shift()!);
    assert.equal(await teamOf('gone', 77), undefined);
    assert.deepEqual(answers, []);
    stop.abort();
  });

  it('are forgotten of the namespaces that were read longest ago, if there are too many', async () => {
    let reads = 0;
    const { namespaces, stop, teamOf } = start([page()], (name) => {
      reads++;
      return { ok: true, value: namespace(name, 1, { team: name }).metadata };
    });
    assert.equal(await teamOf('first'), 'first');
    const others = Array.from({ length: MOST_DELETED }, (_, number) => inNamespace(`other-${number}`));
    await namespaces.ready(others, stop.signal);
    assert.equal(reads, MOST_DELETED + 1);
    assert.equal(namespaces.ready(others, stop.signal), undefined);
    assert.equal(await teamOf('first'), 'first');
    assert.equal(reads, MOST_DELETED + 2);
    stop.abort();
  });
});
