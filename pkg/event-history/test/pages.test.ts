import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LokiFailure } from '../src/loki/failure.ts';
import { type RangeQuery } from '../src/loki/loki.ts';
import { pages } from '../src/loki/pages.ts';

const DAY = 86_400_000_000_000n;
const entry = (timestampNs: bigint) => ({ timestampNs, line: String(timestampNs), labels: {} });

/** A Loki with these entries and limits, which records its queries. */
function lokiWith(times: readonly bigint[], refuse: (query: RangeQuery) => string | undefined = () => undefined) {
  const asked: RangeQuery[] = [];
  return {
    asked,
    queryRange: async (query: RangeQuery) => {
      asked.push(query);
      const refusal = refuse(query);
      if (refusal) {
        throw new LokiFailure('loki', 400, refusal);
      }
      return times
        .filter((time) => time >= query.startNs && time < query.endNs)
        .toSorted((a, b) => (a < b ? 1 : -1))
        .slice(0, query.limit)
        .map(entry);
    },
  };
}

async function all(loki: ReturnType<typeof lokiWith>, endNs: bigint, pageSize = 10): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const page of pages(loki, { query: '{}', startNs: 0n, endNs, pageSize, warn: assert.fail })) {
    page.forEach(({ line }) => found.add(line));
  }
  return found;
}

const seconds = (count: number, every = 1_000_000_000n): bigint[] =>
  Array.from({ length: count }, (_, at) => BigInt(at) * every);

describe('pages', () => {
  it('return all entries over any number of pages', async () => {
    const times = seconds(95);
    assert.equal((await all(lokiWith(times), DAY)).size, 95);
  });

  it('lose no entry of an instant at the edge of a page', async () => {
    const times = seconds(40).flatMap((time) => [time, time, time]);
    const loki = {
      ...lokiWith([]),
      queryRange: async ({ startNs, endNs, limit }: RangeQuery) =>
        times
          .map((timestampNs, at) => ({ timestampNs, line: String(at), labels: {} }))
          .filter(({ timestampNs }) => timestampNs >= startNs && timestampNs < endNs)
          .reverse()
          .slice(0, limit),
    };
    assert.equal((await all(loki, DAY)).size, 120);
  });

  it('query at most 30 days at a time', async () => {
    const loki = lokiWith(seconds(100, DAY));
    assert.equal((await all(loki, 100n * DAY, 1000)).size, 100);
    assert.ok(loki.asked.every(({ startNs, endNs }) => endNs - startNs <= 30n * DAY));
  });

  it('query less if Loki allows only shorter ranges, fewer entries or smaller answers', async () => {
    const refusals: Array<(query: RangeQuery) => string | undefined> = [
      ({ startNs, endNs }) =>
        endNs - startNs > 2n * DAY
          ? 'the query time range exceeds the limit (query length: 720h, limit: 2d)'
          : undefined,
      ({ limit }) =>
        limit > 7
          ? `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limit} > 7)`
          : undefined,
      ({ limit }) =>
        limit > 100
          ? 'rpc error: code = ResourceExhausted desc = grpc: received message larger than max (5 vs. 4)'
          : undefined,
      ({ startNs, endNs }) =>
        endNs - startNs > DAY ? 'the query would read too many bytes (query: 2 TB, limit: 1 TB)' : undefined,
    ];
    for (const refuse of refusals) {
      assert.equal((await all(lokiWith(seconds(100, DAY / 4n), refuse), 30n * DAY, 5000)).size, 100);
    }
  });

  it('fail with the answer of Loki if it refuses for another reason', async () => {
    const loki = lokiWith([], () => 'parse error at line 1');
    await assert.rejects(all(loki, DAY), { message: /answered 400: parse error at line 1/ });
  });

  it('read all entries of one instant if there are more than in a page, but not more than Loki returns', async () => {
    const times = Array.from({ length: 1500 }, () => 9n);
    const entries = times.map((timestampNs, at) => ({ timestampNs, line: String(at), labels: {} }));
    const queryRange = async ({ startNs, endNs, limit }: RangeQuery) =>
      entries.filter(({ timestampNs }) => timestampNs >= startNs && timestampNs < endNs).slice(0, limit);
    assert.equal((await all({ asked: [], queryRange }, DAY, 5000)).size, 1500);
  });

  it('warn if one instant has more entries than Loki returns', async () => {
    const warnings: string[] = [];
    const loki = lokiWith([5n, ...Array.from({ length: 20 }, () => 9n)]);
    const found: bigint[] = [];
    const warn = (text: string) => void warnings.push(text);
    for await (const page of pages(loki, { query: '{}', startNs: 0n, endNs: DAY, pageSize: 10, warn })) {
      found.push(...page.map(({ timestampNs }) => timestampNs));
    }
    assert.match(warnings.join(), /^Loki has more than 10 entries at one instant \(9 ns\)/);
    assert.ok(found.includes(5n));
  });
});
