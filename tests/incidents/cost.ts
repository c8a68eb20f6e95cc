/**
 * Measures how long problems take to be found among many events, and what each query costs Loki:
 *
 *   node tests/incidents/cost.ts --events 1000000 --hours 24 [--workloads 300] [--failing 20] [--queries] [--keep]
 *
 * It starts a Loki of its own; with `--loki` it reads from that one, and pushes nothing. `--keep` prints its address and
 * waits for Ctrl+C.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { lokiStore } from '../../pkg/event-history/src/problems/store.ts';
import { DEFAULT_BASE } from '../../pkg/logql/src/index.ts';
import { findProblems } from '../../pkg/problems/src/index.ts';
import { UNLIMITED } from '../../bench/servers.ts';
import { startStack } from '../../stack/src/stack.ts';
import { pushInOrder } from '../loki/volume.ts';
import { busyEntries } from './busy.ts';
import { NotedLoki } from './noted.ts';

const HOUR = 3_600_000;
/** Loki lets go of chunks that it has written this often, which the pushes wait for. */
const LOKI = { ...UNLIMITED, ingester: { flush_check_period: '1s' } };
const MIB = 2 ** 20;

const { values } = parseArgs({
  options: {
    loki: { type: 'string' },
    events: { type: 'string', default: '100000' },
    hours: { type: 'string', default: '24' },
    workloads: { type: 'string', default: '300' },
    failing: { type: 'string', default: '20' },
    to: { type: 'string' },
    queries: { type: 'boolean' },
    keep: { type: 'boolean' },
  },
});

const to = values.to ? Number(values.to) : Date.now();
const from = to - Number(values.hours) * HOUR;

async function withLoki(work: (url: string) => Promise<void>): Promise<void> {
  if (values.loki) {
    return work(values.loki);
  }
  const data = mkdtempSync(path.join(tmpdir(), 'problems-cost-'));
  const stack = await startStack({ name: path.basename(data), data, only: ['loki'], lokiConfig: LOKI });
  try {
    const [events, workloads, failing] = [values.events, values.workloads, values.failing].map(Number) as [
      number,
      number,
      number,
    ];
    await pushInOrder(stack.lokiUrl, busyEntries({ events, workloads, failing, from, to }), from);
    await work(stack.lokiUrl);
    if (values.keep) {
      console.log(`--loki ${stack.lokiUrl} --to ${to}`);
      const waiting = setInterval(() => undefined, HOUR);
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      clearInterval(waiting);
    }
  } finally {
    await stack.down();
    rmSync(data, { recursive: true, force: true });
  }
}

await withLoki(async (url) => {
  const loki = new NotedLoki({ url, headers: {} });
  const started = performance.now();
  let firstMs = 0;
  let countedMs = 0;
  let found = 0;
  const question = { store: lokiStore(loki), query: { base: DEFAULT_BASE }, span: { from, to } };
  for await (const { problems, counted } of findProblems(question)) {
    const ms = performance.now() - started;
    firstMs ||= problems.length > 0 ? ms : 0;
    countedMs ||= counted.from <= from ? ms : 0;
    found = problems.length;
  }
  const wholeMs = performance.now() - started;
  await loki.close();
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  console.log(
    `${found} problems: the first after ${seconds(firstMs)} s, all counted after ${seconds(countedMs)} s, all read after ` +
      `${seconds(wholeMs)} s, ${loki.queries.length} queries, ` +
      `${Math.round(loki.bytes / MIB)} MiB`
  );
  if (values.queries) {
    for (const { text, ms, bytes, failed } of loki.queries) {
      console.log(`${Math.round(ms)} ms, ${(bytes / MIB).toFixed(1)} MiB${failed ? ', refused' : ''}: ${text}`);
    }
  }
});
