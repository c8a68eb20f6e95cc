import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Event } from '@kubernetes-events/event';
import fc from 'fast-check';
import { compareVersions, isVersion } from '../src/checkpoint/resource-version.ts';
import { type Failure } from '../src/kubernetes/failure.ts';
import { FrameSplitter } from '../src/kubernetes/frames.ts';
import { type Page, pageOf } from '../src/kubernetes/page.ts';
import { pagesAhead } from '../src/kubernetes/pages-ahead.ts';
import { type ResourceApi } from '../src/kubernetes/resource-api.ts';
import { type Read } from '../src/kubernetes/stream.ts';
import { backoffMs } from '../src/time/backoff.ts';
import { initialState, type Output, type State } from '../src/watch/state.ts';
import { step } from '../src/watch/step.ts';

describe('versions', () => {
  it('are ordered as the integers that they are, also over 2^53', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 1n << 80n }), fc.bigInt({ min: 1n, max: 1n << 80n }), (a, b) => {
        assert.equal(Math.sign(compareVersions(String(a), String(b))), a < b ? -1 : a > b ? 1 : 0);
      })
    );
  });
  it('are not empty, zero or text', () => {
    assert.deepEqual(['', '0', 'x', '1x', undefined, '10'].map(isVersion), [false, false, false, false, false, true]);
  });
});

describe('frames', () => {
  it('come out whole however they were cut', () => {
    const text = fc.array(fc.string({ unit: 'binary' }).map((s) => JSON.stringify(s)));
    fc.assert(
      fc.property(text, fc.array(fc.nat(40)), (frames, cuts) => {
        const splitter = new FrameSplitter();
        const bytes = Buffer.from(frames.map((frame) => `${frame}\n`).join(''));
        const found: string[] = [];
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          found.push(...splitter.push(bytes.subarray(at, at + cut)));
          at += cut;
        }
        assert.deepEqual(
          found,
          frames.map((frame) => Buffer.from(frame).toString())
        );
      })
    );
  });
  it('do not grow without an end', () => {
    const splitter = new FrameSplitter();
    const chunk = Buffer.alloc(20 * 1024 * 1024, 'x');
    splitter.push(chunk);
    assert.throws(() => splitter.push(chunk), RangeError);
  });
});

it('waits are doubled up to the longest, and never the same for all', () => {
  const range = { firstMs: 100, longestMs: 1_000 };
  assert.deepEqual(
    [1, 2, 3, 4, 5, 500].map((failures) => backoffMs(failures, range, 0.999_999)).map(Math.round),
    [100, 200, 400, 800, 1_000, 1_000]
  );
  assert.equal(backoffMs(3, range, 0), 200);
});

const event = (version: string): Event => ({ metadata: { uid: version, resourceVersion: version }, count: 1 });
const failed = (kind: Failure['kind']): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { stage: 'test', kind, message: kind },
});
const page = (version: string, items: Event[] = [], next?: string): { ok: true; value: Page } => ({
  ok: true,
  value: { items, unreadable: [], version, next, last: items.at(-1)?.metadata?.name ?? undefined, bytes: 100 },
});

/** An API server that answers with these, one after the other. */
function script(lists: Array<ReturnType<typeof page> | ReturnType<typeof failed>>, reads: Read[] = []) {
  const asked: string[] = [];
  const api: ResourceApi = {
    async newest() {
      asked.push('newest');
      const answer = lists.shift() ?? failed('server');
      return answer.ok ? { ok: true, value: answer.value.version } : answer;
    },
    list(query) {
      asked.push(`list ${JSON.stringify(query)}`);
      return Promise.resolve(lists.shift() ?? failed('server'));
    },
    watch(version) {
      asked.push(`watch ${version}`);
      const next = (): Promise<Read> => Promise.resolve(reads.shift() ?? { kind: 'closed' });
      return Promise.resolve({ ok: true, value: { next, close: () => asked.push('close') } });
    },
  };
  return { api, asked };
}

async function steps(start: State, api: ResourceApi, count: number) {
  let state = start;
  const outputs: Output[] = [];
  const failures: string[] = [];
  for (let i = 0; i < count; i++) {
    const result = await step(state, api, () => 0);
    state = result.state;
    outputs.push(...(result.outputs ?? []));
    failures.push(...(result.failure ? [result.failure.kind] : []));
  }
  return { state, outputs, failures };
}

const versionsOf = (outputs: Output[]): string[] =>
  outputs.flatMap((output) => (output.kind === 'revision' ? [output.event.metadata?.resourceVersion ?? ''] : []));

describe('a step', () => {
  it('lists all pages at the first start, and hands on the oldest first', async () => {
    const { api, asked } = script([page('90', [event('50'), event('8')], 'more'), page('90', [event('7')])]);
    const { state, outputs } = await steps(initialState(undefined, true), api, 2);
    assert.deepEqual(versionsOf(outputs), ['7', '8', '50']);
    assert.deepEqual(outputs[0], {
      kind: 'revision',
      event: event('7'),
      seen: 'backfill',
      position: { version: '7', list: { version: '90', why: 'backfill' } },
    });
    assert.deepEqual(outputs.slice(-2), [{ kind: 'position', position: { version: '90' } }, { kind: 'complete' }]);
    assert.equal(state.name, 'listed');
    assert.deepEqual(asked, ['list {}', 'list {"page":"more"}']);
  });

  it('delivers no earlier events if no backfill is wanted', async () => {
    const { api, asked } = script([page('90', [event('50')])]);
    const { outputs } = await steps(initialState(undefined, false), api, 2);
    assert.deepEqual(outputs, [{ kind: 'position', position: { version: '90' } }]);
    assert.deepEqual(asked, ['newest', 'watch 90']);
  });

  it('resumes from a position: compares, recalls the counts of that time, watches', async () => {
    const { api, asked } = script([page('99'), page('70', [event('60')])]);
    const { state, outputs } = await steps(initialState({ version: '70' }, true), api, 3);
    assert.deepEqual(outputs, [{ kind: 'recalled', event: event('60') }, { kind: 'complete' }]);
    assert.deepEqual(asked, ['newest', 'list {"at":"70"}', 'watch 70']);
    assert.equal(state.name, 'watching');
  });

  it('continues a list that was being delivered: that very list, and only the rest of it', async () => {
    const start = initialState({ version: '70', list: { version: '90', why: 'backfill' } }, true);
    const { api, asked } = script([page('120'), page('90', [event('80'), event('60')])]);
    const { outputs } = await steps(start, api, 2);
    assert.deepEqual(versionsOf(outputs), ['80']);
    assert.equal(asked[1], 'list {"at":"90"}');
  });

  it('lists what is newer when the version is too old to watch from', async () => {
    const { api } = script([page('200', [event('150'), event('60')])]);
    api.watch = () => Promise.resolve(failed('gone'));
    const start: State = { name: 'listed', version: '70', troubles: { empty: 0, errors: 0 } };
    const { outputs, failures } = await steps(start, api, 2);
    assert.deepEqual(failures, ['gone']);
    assert.deepEqual(versionsOf(outputs), ['150']);
    assert.deepEqual(outputs[0], { kind: 'recalled', event: event('60') });
    assert.equal(outputs[1]?.kind === 'revision' && outputs[1].seen, 'gap');
  });

  it('lists all when the versions went back', async () => {
    const { api } = script([page('12'), page('12', [event('11')])]);
    const { outputs } = await steps(initialState({ version: '70' }, true), api, 2);
    assert.deepEqual(versionsOf(outputs), ['11']);
    assert.deepEqual(outputs.slice(-2), [{ kind: 'position', position: { version: '12' } }, { kind: 'complete' }]);
  });

  it('distinguishes added, modified and deleted, and counts the version of each', async () => {
    const frames = [
      { type: 'ADDED', object: event('71') },
      { type: 'MODIFIED', object: event('72') },
      { type: 'DELETED', object: event('73') },
      { type: 'BOOKMARK', object: event('74') },
      { type: 'MODIFIED', object: event('72') },
    ];
    const { api } = script([], [{ kind: 'frames', frames }]);
    const start: State = { name: 'listed', version: '70', troubles: { empty: 0, errors: 0 } };
    const { state, outputs } = await steps(start, api, 2);
    assert.deepEqual(
      outputs.map((output) => output.kind),
      ['revision', 'revision', 'deleted', 'position']
    );
    assert.equal(state.name === 'watching' && state.version, '74');
  });

  for (const [what, read, after] of [
    ['two short empty closes', { kind: 'closed' }, 2],
    ['three ERROR frames', { kind: 'frames', frames: [{ type: 'ERROR', object: { code: 500 } }] }, 3],
    ['three frames without a version', { kind: 'frames', frames: [{ type: 'ADDED', object: {} }] }, 3],
  ] as const) {
    it(`lists after ${what} in a row`, async () => {
      const lists = Array.from({ length: 10 }, () => page('99'));
      const { api, asked } = script(
        lists,
        Array.from({ length: 10 }, () => structuredClone(read) as unknown as Read)
      );
      const start: State = { name: 'listed', version: '70', troubles: { empty: 0, errors: 0 } };
      await steps(start, api, 3 * after + 1);
      assert.equal(asked.filter((request) => request.startsWith('watch')).length, after);
      assert.equal(asked.at(-1), 'list {}');
    });
  }

  it('reopens a silent watch from where it was, without a list of all', async () => {
    const { api, asked } = script([page('99')], [{ kind: 'silent' }]);
    const start: State = { name: 'listed', version: '70', troubles: { empty: 0, errors: 0 } };
    const { failures } = await steps(start, api, 4);
    assert.deepEqual(failures, []);
    assert.deepEqual(asked, ['watch 70', 'newest', 'watch 70']);
  });
});

describe('pages ahead', () => {
  it('asks for the next page while the one before is worked on, and for no more than one', async () => {
    const { api, asked } = script([
      page('90', [event('1')], 'second'),
      page('90', [event('2')], 'third'),
      page('90', [event('3')]),
    ]);
    const ahead = pagesAhead(api);
    const first = await ahead.list({});
    assert.deepEqual(asked, ['list {}', 'list {"page":"second"}']);
    assert.equal(first.ok && first.value.items[0]?.metadata?.resourceVersion, '1');
    const second = await ahead.list({ page: 'second' });
    assert.equal(second.ok && second.value.items[0]?.metadata?.resourceVersion, '2');
    const third = await ahead.list({ page: 'third' });
    assert.equal(third.ok && third.value.items[0]?.metadata?.resourceVersion, '3');
    assert.equal(asked.length, 3);
  });

  it('requests a failed page again, and all pages if a list starts again', async () => {
    const { api, asked } = script([
      page('90', [], 'more'),
      failed('network'),
      page('91', [event('1')], 'other'),
      page('92', [event('2')]),
      page('93', [event('3')]),
    ]);
    const ahead = pagesAhead(api);
    await ahead.list({});
    assert.equal((await ahead.list({ page: 'more' })).ok, false);
    const again = await ahead.list({ page: 'more' });
    assert.equal(again.ok && again.value.version, '91');
    const restarted = await ahead.list({});
    assert.equal(restarted.ok && restarted.value.version, '93');
    assert.equal(asked.length, 5);
  });

  it('keeps the page that is ahead while the newest version is asked for', async () => {
    const { api, asked } = script([page('90', [], 'more'), page('90', [event('1')]), page('95')]);
    const ahead = pagesAhead(api);
    await ahead.list({});
    await ahead.newest();
    const second = await ahead.list({ page: 'more' });
    assert.equal(second.ok && second.value.items.length, 1);
    assert.deepEqual(asked, ['list {}', 'list {"page":"more"}', 'newest']);
  });
});
