import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Event } from '@kubernetes-events/event';
import fc from 'fast-check';
import { readCheckpoint, writeCheckpoint } from '../src/checkpoint/checkpoint.ts';
import { type Position } from '../src/checkpoint/position.ts';
import { type Failure } from '../src/kubernetes/failure.ts';
import { PAGE, PageSize } from '../src/kubernetes/page-size.ts';
import { type Page, pageOf } from '../src/kubernetes/page.ts';
import { type ResourceApi, type ListQuery } from '../src/kubernetes/resource-api.ts';
import { cover, positionOf, rangeOf } from '../src/watch/covered.ts';
import { initialState, type Output, type State } from '../src/watch/state.ts';
import { LARGEST_LIST } from '../src/watch/list.ts';
import { step } from '../src/watch/step.ts';

type Answer = { ok: true; value: Page } | { ok: false; failure: Failure };

/** Events by name, at every revision: as much of an API server on etcd as a list shows. */
class Cluster {
  readonly #history: Array<Map<string, number>> = [new Map()];
  #compacted = 0;
  readonly queries: ListQuery[] = [];
  /** Items a page. */
  limit = 2;
  /** Bytes that a page is said to have. */
  bytes = 1;
  /** Whether an expired continue token is replaced by another, as the API server does. */
  replacesTokens = true;

  get version(): number {
    return this.#history.length - 1;
  }

  at(version: number): ReadonlyMap<string, number> {
    return this.#history[version]!;
  }

  /** Creates or changes an event; deletes it if `gone`. */
  write(name: string, gone = false): void {
    const now = new Map(this.at(this.version));
    now.delete(name);
    if (!gone) {
      now.set(name, this.version + 1);
    }
    this.#history.push(now);
  }

  compact(): void {
    this.#compacted = this.version;
  }

  list(query: ListQuery): Answer {
    this.queries.push(query);
    const [rv = '', behind = ''] = (query.page ?? `${query.at ?? this.version}:`).split(':');
    const version = rv === 'newest' ? this.version : Number(rv);
    if (version < this.#compacted) {
      const next = query.page && this.replacesTokens ? { next: `newest:${behind}` } : {};
      return { ok: false, failure: { stage: 'list', kind: 'gone', message: 'compacted', ...next } };
    }
    const names = [...this.at(version).keys()].filter((name) => name > behind).sort();
    const shown = names.slice(0, this.limit);
    const items = shown.map((name) => ({
      metadata: { name, resourceVersion: String(this.at(version).get(name)) },
    }));
    const next = names.length > shown.length ? `${version}:${shown.at(-1)}` : undefined;
    return pageOf(
      'list',
      { metadata: { resourceVersion: String(version), continue: next }, items },
      this.bytes
    ) as Answer;
  }

  api(): ResourceApi {
    return {
      newest: () => Promise.resolve({ ok: true, value: String(this.version) }),
      list: (query) => Promise.resolve(this.list(query)),
      watch: () => Promise.reject(new Error('a list needs no watch')),
    };
  }
}

interface Delivered {
  revision: string;
  seen: string;
}

/** A collector's watch up to the end of its list. */
class Run {
  readonly delivered: Delivered[] = [];
  /** Each position, with how many were delivered before it. */
  readonly positions: Array<{ position: Position | undefined; delivered: number }>;
  /** How many were delivered before the position that the next run resumes from. */
  acknowledged = 0;
  state: State;

  constructor(position: Position | undefined) {
    this.positions = [{ position, delivered: 0 }];
    this.state = initialState(position, true);
  }

  async step(api: ResourceApi): Promise<void> {
    const { state, outputs = [] } = await step(this.state, api, () => 0);
    this.state = state;
    outputs.forEach((output) => this.#take(output));
  }

  #take(output: Output): void {
    if (output.kind === 'revision') {
      const { metadata } = output.event;
      this.delivered.push({ revision: `${metadata?.name}@${metadata?.resourceVersion}`, seen: output.seen });
    }
    if ('position' in output && output.position) {
      this.positions.push({ position: output.position, delivered: this.delivered.length });
    }
  }

  /** The run that follows when this one is killed. @param unwritten how many positions came too late */
  crash(unwritten: number): Run {
    const { position, delivered } = this.positions[Math.max(0, this.positions.length - 1 - unwritten)]!;
    this.acknowledged = delivered;
    return new Run(readCheckpoint(writeCheckpoint(position ? { '*': position } : {}))['*']);
  }
}

const NAMES = [...'abcdefghij'];
const names = fc.constantFrom(...NAMES);
const act = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'step' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write' as const), name: names, gone: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'compact' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), unwritten: fc.nat(8) }) }
);

describe('a list', () => {
  for (const [what, bytes] of [
    ['as a whole', 1],
    ['in parts', LARGEST_LIST + 1],
  ] as const) {
    for (const replacesTokens of [true, false]) {
      const how = replacesTokens ? 'is replaced' : 'is not replaced';
      it(`delivered ${what} loses and repeats nothing if its token expires and ${how}, also over a crash`, async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.shuffledSubarray(NAMES, { minLength: 3 }),
            fc.array(act, { maxLength: 40, size: 'max' }),
            async (first, acts) => {
              const cluster = new Cluster();
              Object.assign(cluster, { bytes, replacesTokens });
              first.forEach((name) => cluster.write(name));
              const runs = [new Run(undefined)];
              for (const each of acts) {
                await perform(each, cluster, runs);
              }
              const last = runs.at(-1)!;
              for (let steps = 0; last.state.name !== 'listed' && last.state.name !== 'recalling'; steps++) {
                assert.ok(steps < 60, 'the list does not end');
                await last.step(cluster.api());
              }
              assertDelivered(cluster, runs);
            }
          ),
          { numRuns: 2_000 }
        );
      });
    }
  }

  it('of many pages whose token expires again and again is read in pages, and ends', async () => {
    const cluster = new Cluster();
    cluster.bytes = LARGEST_LIST;
    Array.from({ length: 100 }, (_, number) => cluster.write(`e${String(number).padStart(3, '0')}`));
    const run = new Run(undefined);
    for (let steps = 0; run.state.name !== 'listed'; steps++) {
      assert.ok(steps < 1_000, 'the list does not end');
      if (steps < 200 && steps % 3 === 0) {
        cluster.write('e050');
        cluster.compact();
      }
      await run.step(cluster.api());
    }
    assertDelivered(cluster, [run]);
    assert.ok(
      cluster.queries.some(({ page }) => page?.startsWith('newest:')),
      'no token was replaced'
    );
  });

  it('passes over what is no object, and says so', async () => {
    const document = {
      metadata: { resourceVersion: '9' },
      items: [null, { metadata: { resourceVersion: '5' } }, 7, []],
    };
    const api = { ...new Cluster().api(), list: () => Promise.resolve(pageOf('list', document, 1)) };
    const { outputs = [] } = await step(initialState(undefined, true), api, () => 0);
    assert.deepEqual(
      outputs.map((output) => (output.kind === 'unreadable' ? output.value : output.kind)),
      [null, 7, [], 'revision', 'position', 'complete']
    );
  });

  it('gives no position to an event without a version', async () => {
    const items = [{ metadata: { resourceVersion: 5 } }, { metadata: null }, {}];
    const document = { metadata: { resourceVersion: '9' }, items };
    const api = { ...new Cluster().api(), list: () => Promise.resolve(pageOf('list', document, 1)) };
    const { outputs = [] } = await step(initialState(undefined, true), api, () => 0);
    const positions = outputs.flatMap((output) => ('position' in output && output.position ? [output.position] : []));
    assert.deepEqual(positions, [{ version: '9' }]);
    assert.deepEqual(
      outputs.map(({ kind }) => kind),
      [...items.map(() => 'revision'), 'position', 'complete']
    );
  });
});

async function perform(
  each: typeof act extends fc.Arbitrary<infer T> ? T : never,
  cluster: Cluster,
  runs: Run[]
): Promise<void> {
  const run = runs.at(-1)!;
  switch (each.kind) {
    case 'step':
      if (run.state.name === 'listing' || run.state.name === 'comparing') {
        await run.step(cluster.api());
      }
      return;
    case 'write':
      cluster.write(each.name, each.gone);
      return;
    case 'compact':
      cluster.compact();
      return;
    case 'crash':
      runs.push(run.crash(each.unwritten));
  }
}

function assertDelivered(cluster: Cluster, runs: readonly Run[]): void {
  const all = runs.flatMap(({ delivered }) => delivered);
  const last = runs.at(-1)!.positions.at(-1);
  const revisions = new Set(all.map(({ revision }) => revision));
  const expected = [...cluster.at(Number(last?.position?.version))].map(([name, version]) => `${name}@${version}`);
  const lost = expected.filter((revision) => !revisions.has(revision));
  const acknowledged = new Set<string>();
  const twice: string[] = [];
  for (const { delivered, acknowledged: count } of runs) {
    const before = new Set(acknowledged);
    delivered.forEach(({ revision }, index) => {
      if (before.has(revision) || delivered.findIndex((other) => other.revision === revision) < index) {
        twice.push(revision);
      }
    });
    delivered.slice(0, count).forEach(({ revision }) => acknowledged.add(revision));
  }
  // A revision that is delivered again is the same entry: its increment follows from why it is new. Except for what a
  // list brought that began again, if a crash came before its progress was written: then that list is a first one.
  const seen = new Map<string, string>();
  const changed = all.filter((each) => {
    const before = seen.get(each.revision) ?? each.seen;
    seen.set(each.revision, each.seen);
    return before !== each.seen && !(before === 'gap' && each.seen === 'backfill');
  });
  assert.deepEqual({ lost, twice, changed }, { lost: [], twice: [], changed: [] });
}

describe('what is covered', () => {
  it('is what each list showed of it last, whether the list came to its end or not', () => {
    const keys = NAMES;
    const list = fc.record({ ends: fc.subarray(keys), complete: fc.boolean() });
    fc.assert(
      fc.property(fc.array(list), (lists) => {
        const shown = new Map<string, string>();
        let covered: ReturnType<typeof cover> = [];
        lists.forEach(({ ends, complete }, index) => {
          let from: string | undefined;
          for (const to of [...ends, ...(complete ? [undefined] : [])]) {
            const version = String(index + 1);
            covered = cover(covered, { from, to }, { version });
            keys
              .filter((key) => (from === undefined || key > from) && (to === undefined || key <= to))
              .forEach((key) => shown.set(key, version));
            from = to;
          }
        });
        const found = keys.map((key) => rangeOf(covered, key)?.version);
        assert.deepEqual(
          found,
          keys.map((key) => shown.get(key))
        );
        const checkpoint = { '*': positionOf(covered) };
        assert.deepEqual(readCheckpoint(writeCheckpoint(checkpoint)), checkpoint);
      })
    );
  });
});

describe('the size of a page', () => {
  const answered = (bytes = 0): Answer => ({
    ok: true,
    value: { items: [], unreadable: [], version: '1', next: undefined, last: undefined, bytes },
  });
  const failure: Answer = { ok: false, failure: { stage: 'list', kind: 'network', message: 'no answer' } };

  async function sizes(answers: Array<{ answer: Answer; tookMs: number }>): Promise<number[]> {
    let now = 0;
    const asked: number[] = [];
    const size = new PageSize(PAGE, () => now);
    for (const { answer, tookMs } of [...answers, { answer: answered(), tookMs: 0 }]) {
      await size.measured((items) => {
        asked.push(items);
        now += tookMs;
        return Promise.resolve(answer);
      });
    }
    return asked;
  }

  it('shrinks while pages are too slow, and grows when they are not', async () => {
    const slow = { answer: failure, tookMs: 60_000 };
    const fast = { answer: answered(), tookMs: 100 };
    assert.deepEqual(await sizes([slow, slow, fast, fast]), [PAGE, PAGE / 2, PAGE / 4, PAGE / 2, PAGE]);
  });
  it('shrinks while pages are too large for memory', async () => {
    const large = { answer: answered(100 * 1024 * 1024), tookMs: 100 };
    assert.deepEqual(await sizes([large, large]), [PAGE, PAGE / 2, PAGE / 4]);
  });
  it('stays while the server is away', async () => {
    assert.deepEqual(await sizes([{ answer: failure, tookMs: 5 }]), [PAGE, PAGE]);
  });
  it('never falls to nothing', async () => {
    const slow = Array.from({ length: 20 }, () => ({ answer: failure, tookMs: 60_000 }));
    assert.equal((await sizes(slow)).at(-1), 1);
  });
});
