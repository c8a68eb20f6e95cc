import assert from 'node:assert/strict';
import { it } from 'node:test';
import { problemsIn } from '../src/commands/problems.ts';
import { type Loki } from '../src/loki/loki.ts';

const NOW = Date.UTC(2026, 10, 26, 12);
const SCOPE = { query: {}, span: { from: NOW - 3 * 3_600_000, to: NOW } };
const BARE = { _kind: 'Pod', reason: 'Killing', name: 'web-1' };
const WITH_INCREMENT = { ...BARE, increment: '1' };

/** The metric queries of a search for problems, in a Loki whose entries all have these labels. */
async function countedIn(
  labels: Record<string, string>,
  others: Array<Record<string, string>> = []
): Promise<string[]> {
  const exprs: string[] = [];
  const entryOf = (all: Record<string, string>) => ({ timestampNs: BigInt(NOW) * 1_000_000n, line: '', labels: all });
  const loki = {
    get: async (path: string) => {
      exprs.push(new URL(path, 'http://loki').searchParams.get('query') ?? '');
      return { data: { result: [] } };
    },
    queryRange: async ({ query }: { query: string }) =>
      (query.includes('service_name!=') ? others : [labels]).map(entryOf),
  };
  await problemsIn({ loki: loki as unknown as Loki }, SCOPE);
  return exprs;
}

const TAKES_ONE = 'or .increment "1"';

it('sums increments as they are if all events have one', async () => {
  const exprs = await countedIn(WITH_INCREMENT);
  assert.ok(exprs.length > 0);
  assert.deepEqual(
    exprs.filter((expr) => expr.includes(TAKES_ONE)),
    []
  );
});

it('takes an increment of one if events have none, or are of another collector', async () => {
  for (const exprs of [await countedIn(BARE), await countedIn(WITH_INCREMENT, [BARE])]) {
    assert.ok(exprs.length > 0);
    assert.ok(exprs.every((expr) => expr.includes(TAKES_ONE)));
  }
});
