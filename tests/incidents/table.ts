/**
 * Makes one incident after the other on real servers and prints a table in Markdown, as in docs/problems.md: whether each
 * is found first, how soon, and what it costs Loki:
 *
 *   node tests/incidents/table.ts
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type IncidentsBed, startIncidents } from './bed.ts';
import { expectedIn, lookAt } from './look.ts';
import { NotedLoki } from './noted.ts';
import { type Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const GIVE_UP_MS = 120_000;
const KIB = 1024;

/** How soon after its beginning all that is expected of a scenario is found, in milliseconds. */
async function foundAfter({ bed, run, started }: IncidentsBed, at: number): Promise<number> {
  const { name, expected } = SCENARIOS[at]!;
  const loki = new NotedLoki({ url: bed.stack.lokiUrl, headers: {} });
  const running = run(at);
  // A failure is thrown by the await below.
  running.catch(() => undefined);
  try {
    for (const end = Date.now() + GIVE_UP_MS; Date.now() < end; await delay(100)) {
      const found = await lookAt(loki, at);
      if (expected.every((one) => expectedIn(found, one))) {
        const afterMs = Date.now() - started.get(name)!;
        await running;
        return afterMs;
      }
    }
    await running;
    return Infinity;
  } finally {
    await loki.close();
  }
}

async function rowOf(incidents: IncidentsBed, at: number, { name, expected }: Scenario): Promise<string> {
  const afterMs = await foundAfter(incidents, at);
  await incidents.stored();
  const loki = new NotedLoki({ url: incidents.bed.stack.lokiUrl, headers: {} });
  const found = await lookAt(loki, at);
  await loki.close();
  const ranks = expected.map((one) => expectedIn(found, one)?.rank ?? 'not found');
  const cells = [
    name,
    ranks.join(', '),
    (afterMs / 1000).toFixed(1),
    loki.queries.length,
    Math.round(loki.bytes / KIB),
  ];
  return `| ${cells.join(' | ')} |`;
}

const incidents = await startIncidents(() => false);
try {
  console.log('| incident | rank | found after, s | queries | read, KiB |\n| --- | ---: | ---: | ---: | ---: |');
  for (const [at, scenario] of SCENARIOS.entries()) {
    console.log(await rowOf(incidents, at, scenario));
  }
} finally {
  await incidents.bed.end();
}
