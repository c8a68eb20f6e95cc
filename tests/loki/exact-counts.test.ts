import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { type Entry } from '../../pkg/event/src/index.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { count, endChunks } from './loki.ts';
import { pushInOrder } from './volume.ts';

/**
 * By default the querier of one Loki process reads what is older than this, and its ingester the rest: 2 h of
 * `max_chunk_age`, 16 min until an index is uploaded, 20 min until it is read, and 5 min. Each of the two takes its own
 * time for now, and neither reads what becomes that old in between.
 *
 * Source: https://github.com/grafana/loki/blob/v3.7.8/pkg/loki/modules.go (shipperMinIngesterQueryStoreDuration)
 */
const LOOK_BACK_MS = (120 + 16 + 20 + 5) * 60_000;

/** As docs/operate.md advises for exact counts: longer than events are kept. */
const EXACT = { query_store_max_look_back_period: '744h' };

/** One each millisecond: the test has this many milliseconds until all are older than that. */
const ENTRIES = 60_000;
const COUNTS = 30;

const data = mkdtempSync(path.join(tmpdir(), 'exact-counts-'));
let stack: Stack;
before(async () => {
  const limits = { ingestion_rate_mb: 1024, ingestion_burst_size_mb: 1024, per_stream_rate_limit: '1GB' };
  stack = await startStack({
    name: path.basename(data),
    data,
    only: ['loki'],
    lokiConfig: { limits_config: { ...limits, reject_old_samples: false }, ingester: EXACT },
  });
});
after(async () => {
  await stack.down();
  rmSync(data, { recursive: true, force: true });
});

it('one Loki process counts every event if its ingester answers for longer than events are kept', async () => {
  const fromMs = Date.now() - LOOK_BACK_MS;
  function* entries(): Generator<Entry> {
    for (let at = 0; at < ENTRIES; at++) {
      const timestampNs = BigInt(fromMs + at) * 1_000_000n;
      yield { labels: { test: 'exact', part: String(at % 8) }, timestampNs, line: `event ${at}`, metadata: {} };
    }
  }
  await pushInOrder(stack.lokiUrl, entries(), fromMs);
  await endChunks(stack.lokiUrl);
  const counts: number[] = [];
  while (counts.length < COUNTS && Date.now() < fromMs + LOOK_BACK_MS + ENTRIES) {
    counts.push(await count(stack.lokiUrl, 'sum(count_over_time({test="exact"}[5h]))'));
  }
  assert.ok(counts.length > 0, 'the events were written too slowly: none are as old as that any more');
  assert.deepEqual([...new Set(counts)], [ENTRIES]);
});
