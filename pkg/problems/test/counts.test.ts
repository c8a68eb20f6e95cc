import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { SPLIT_MS } from '@kubernetes-events/logql';
import { bucketsOf } from '../src/buckets.ts';
import { type Counted, countSigns } from '../src/counts.ts';
import { MOST_SPLITS, workloadParts } from '../src/parts.ts';
import { type Series, type Span, type Store, TooManySeries } from '../src/store.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 25, 18);
const buckets = bucketsOf({ from: NOW - 24 * HOUR, to: NOW });

interface Asked {
  expr: string;
  span: Span;
}

interface Faked {
  /** The workloads that fail in each bucket. */
  workloads?: readonly string[];
  /** The most series that are answered. */
  most?: number;
}

const PLACES = /place([=!]~)"((?:[^"\\]|\\.)*)"/g;

/** A store in which workloads fail once in each bucket; it reads the conditions on names as Loki does. */
function fake({ workloads = ['Deployment/web'], most = 500 }: Faked) {
  const asked: Asked[] = [];
  const store: Store = {
    metric: async (expr, span, stepMs) => {
      asked.push({ expr, span });
      const times = Array.from({ length: (span.to - span.from) / stepMs + 1 }, (_, at) => span.from + at * stepMs);
      const conditions = [...expr.matchAll(PLACES)];
      const found = workloads.filter((workload) =>
        conditions.every(
          ([, op, pattern]) => new RegExp(`^(?:${pattern})$`).test(`/shop/${workload}`) === (op === '=~')
        )
      );
      const series = /_type="Normal"|\|= "Readiness probe"/.test(expr)
        ? []
        : found.map((workload): Series => ({
            labels: { _namespace: 'shop', workload, _kind: 'Pod', reason: 'BackOff' },
            times,
            values: times.map(() => 1),
          }));
      if (series.length > most) {
        throw new TooManySeries('maximum of series (500) reached for a single query');
      }
      return series;
    },
    list: async () => [],
  };
  return { store, asked };
}

async function all(store: Store): Promise<Counted[]> {
  const answers: Counted[] = [];
  for await (const answer of countSigns(store, {}, buckets)) {
    answers.push(answer);
  }
  return answers;
}

const named = (n: number): string[] => Array.from({ length: n }, (_, at) => `Deployment/team-${at}-service`);

describe('counting the signs of failures part by part', () => {
  it('counts the newest part first, then larger ones, and each bucket once', async () => {
    const { store } = fake({});
    const answers = await all(store);
    const edges = [buckets.from + buckets.count * buckets.step, ...answers.map(({ from }) => from)];
    const lengths = answers.map((_, at) => edges[at]! - edges[at + 1]!);
    assert.ok(lengths.length > 1);
    assert.ok(lengths[1]! > lengths[0]!, lengths.join());
    assert.deepEqual(
      answers.map(({ done }) => done),
      answers.map((_, at) => at === answers.length - 1)
    );
    assert.deepEqual(answers.at(-1)!.groups[0]!.counts, new Array(buckets.count).fill(1));
  });

  it('asks for groups of workloads if there are too many, and counts each bucket of each once', async () => {
    const { store, asked } = fake({ workloads: named(1500) });
    const [last] = (await all(store)).slice(-1);
    assert.equal(last?.groups.length, 1500);
    assert.ok(last.groups.every(({ counts }) => counts.every((n) => n === 1)));
    assert.ok(asked.length < 16 * (2 ** MOST_SPLITS + 1), `${asked.length} questions`);
  });

  it('counts nothing twice if the second question of a part is refused', async () => {
    const { store } = fake({});
    let refused = false;
    const second: Store = {
      ...store,
      metric: async (expr, ...rest) => {
        if (expr.includes('_type="Normal"') && !refused) {
          refused = true;
          throw new TooManySeries('maximum of series (500) reached for a single query');
        }
        return store.metric(expr, ...rest);
      },
    };
    const [last] = (await all(second)).slice(-1);
    assert.ok(refused);
    assert.deepEqual(last?.groups[0]?.counts, new Array(buckets.count).fill(1));
  });

  it('asks for parts that begin on the hour, about a sixteenth of the range at least, however long an answer takes', async () => {
    const { store, asked } = fake({});
    const now = mock.method(performance, 'now', () => asked.length * 60_000);
    const answers = await all(store);
    now.mock.restore();
    const starts = answers.map(({ from }) => from);
    assert.deepEqual(
      starts.filter((from) => from !== buckets.from && from % SPLIT_MS !== 0),
      []
    );
    assert.ok(starts.length > 8 && starts.length <= 24, `${starts.length} parts`);
  });

  it('gives the refusal on if even the smallest groups of workloads have too many', async () => {
    await assert.rejects(all(fake({ workloads: named(3), most: 0 }).store), TooManySeries);
  });

  it('gives on at once what else the store refuses', async () => {
    const { store } = fake({});
    const metric = () => Promise.reject(new Error('parse error'));
    await assert.rejects(all({ ...store, metric }), /parse error/);
  });

  it('asks nothing more once nobody reads on', async () => {
    const { store, asked } = fake({});
    for await (const { done } of countSigns(store, {}, buckets)) {
      assert.ok(!done);
      break;
    }
    const before = asked.length;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked.length, before);
  });

  it('has each workload in exactly one part, however alike the names are', () => {
    const parts = workloadParts(MOST_SPLITS).map((stages) =>
      [...stages.join(' ').matchAll(PLACES)].map(([, op, pattern]) => ({ op, is: new RegExp(`^(?:${pattern})$`) }))
    );
    const sizes = parts.map(() => 0);
    for (const name of named(2000)) {
      const matching = parts.flatMap((conditions, at) =>
        conditions.every(({ op, is }) => is.test(`/shop/${name}`) === (op === '=~')) ? [at] : []
      );
      assert.equal(matching.length, 1, name);
      sizes[matching[0]!]!++;
    }
    assert.ok(Math.max(...sizes) < 2000 / 8, sizes.join());
  });
});
