/**
 * `node tests/collector/outage.ts [MINUTES] [EVENTS A SECOND]`: Loki is away for this time under load. Prints the
 * collector's memory as it goes, and at the end how many events were lost and how many were kept twice. Exit code 1
 * where either is not 0.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { create, oldEvent } from './events.ts';
import { Bed } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

const minutes = Number(process.argv[2] ?? 20);
const rate = Number(process.argv[3] ?? 20);
/** Events a namespace: what one query answers with. */
const PART = 1_000;

const bed = await Bed.start();
const collector = bed.collector();
await collector.logged('"msg":"watching"');
const memory = (): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${collector.pid}/status`, 'utf8'))?.[1]) / 1024);

await bed.stack.signal('loki', 'SIGKILL');
const endsMs = performance.now() + minutes * 60_000;
let number = 0;
for (let nextReportMs = performance.now(); performance.now() < endsMs;) {
  const startedMs = performance.now();
  if (startedMs >= nextReportMs) {
    console.log(`${Math.round((endsMs - startedMs) / 60_000)} min left: ${number} events, ${memory()} MiB`);
    nextReportMs += 60_000;
  }
  if (number % PART === 0) {
    await bed.namespace(`outage-${number / PART}`);
  }
  const namespace = `outage-${Math.floor(number / PART)}`;
  const left = PART - (number % PART);
  const events = Array.from({ length: Math.min(rate, left) }, () => oldEvent(namespace, number++));
  await create(bed.stack, events);
  await delay(Math.max(0, 1_000 - (performance.now() - startedMs)));
}
console.log(`Loki comes back: ${number} events, ${memory()} MiB`);
await bed.stack.start('loki');
try {
  for (let first = 0; first < number; first += PART) {
    const numbers = Array.from({ length: Math.min(PART, number - first) }, (_, at) => first + at);
    await assertKeptOnce(bed.stack, `outage-${first / PART}`, numbers, { withinMs: 120_000 });
  }
  console.log(`lost 0, twice 0, of ${number}; ${memory()} MiB`);
} catch (error) {
  console.error(String(error).slice(0, 2_000));
  process.exitCode = 1;
} finally {
  await bed.end();
}
