/**
 * `node tests/collector/soak.ts [MINUTES] [EVENTS A SECOND]`: two replicas under load, while collectors, Loki, the API
 * server and etcd are killed at random. Reports how many events were lost and how many are stored twice, as log queries
 * show them. The exit code is 1 if either is not 0, 2 if the run could not be finished.
 *
 * What Loki's metric queries count differently is reported apart: no collector can change it (docs/operate.md).
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { usageOf } from '../../bench/usage.ts';
import { VERSION } from '../../backend-sidecar/src/version.ts';
import { Bed } from './harness.ts';
import { Faults, VICTIMS } from './soak/faults.ts';
import { load, NAMESPACES } from './soak/load.ts';
import { endChunks } from '../loki/loki.ts';
import { countIn, type Miscount, tally, type Tally } from './soak/tally.ts';

const MINUTE_MS = 60_000;
/** The last of the load runs undisturbed. */
const CALM_MS = 15_000;
/** How long nothing new may arrive in Loki before the rest counts as lost. */
const TIMEOUT_MS = 3 * MINUTE_MS;
const POLL_MS = 5_000;

const minutes = numberOf(process.argv[2] ?? '10', 'MINUTES');
const rate = numberOf(process.argv[3] ?? '100', 'EVENTS A SECOND');
const startedMs = Date.now();
const log = (line: string): void =>
  console.error(`${((Date.now() - startedMs) / MINUTE_MS).toFixed(1).padStart(5)} min  ${line}`);

function numberOf(text: string, name: string): number {
  const number = Number(text);
  if (!(number > 0)) {
    console.error(`soak: ${name} is "${text}", not a number above 0 (make soak MINUTES=60 RATE=100)`);
    process.exit(2);
  }
  return number;
}

/** All of the run, and somewhat more. */
const rangeNow = () => ({ startMs: startedMs - MINUTE_MS, endMs: Date.now() + MINUTE_MS });

/** Waits until log queries find every event, or no further one arrives any more. */
async function untilSettled(loki: string, created: number): Promise<void> {
  let lost = Infinity;
  for (let sinceMs = performance.now(); lost > 0 && performance.now() - sinceMs < TIMEOUT_MS;) {
    const now = await tally(loki, created, rangeNow()).then(
      (result) => result.lost.length,
      () => lost
    );
    if (now < lost) {
      lost = now;
      sinceMs = performance.now();
    }
    await delay(POLL_MS);
  }
}

async function run(bed: Bed): Promise<boolean> {
  await Promise.all(NAMESPACES.map((name) => bed.namespace(name)));
  const faults = new Faults(bed, log);
  let peakMiB = 0;
  const sampling = setInterval(() => {
    peakMiB = Math.max(peakMiB, ...faults.pids.map((pid) => usageOf(pid).peakMiB));
  }, POLL_MS);
  const forMs = minutes * MINUTE_MS;
  const [triedMs] = await Promise.all([load(bed.stack, rate, forMs), faults.run(forMs - CALM_MS)]);
  const seconds = (Date.now() - startedMs) / 1000;
  log(`${triedMs.length} events created; waiting for the rest of them in Loki`);
  await untilSettled(bed.stack.lokiUrl, triedMs.length);
  clearInterval(sampling);
  await faults.end();
  const result = await tally(bed.stack.lokiUrl, triedMs.length, rangeNow());
  await endChunks(bed.stack.lokiUrl);
  const countedLater = await countIn(bed.stack.lokiUrl, rangeNow());
  report(faults, result, { created: triedMs.length, seconds, peakMiB, countedLater });
  const perfect = result.lost.length + result.twice.length + faults.endedAlone === 0 && result.found === triedMs.length;
  if (!perfect) {
    explain(bed, result, triedMs);
  }
  return perfect;
}

function report(
  faults: Faults,
  { lost, twice, found, counted, miscounted }: Tally,
  run: { created: number; seconds: number; peakMiB: number; countedLater: number }
): void {
  const rows = [
    ['date, collector', `${new Date(startedMs).toISOString().slice(0, 10)}, ${VERSION}`],
    ['length', `${minutes} min`],
    ['events created', `${run.created} (${(run.created / run.seconds).toFixed(0)}/s; ${rate}/s wanted)`],
    ...VICTIMS.map((victim) => [`${victim}: kills; s away: median, longest`, outagesOf(faults.outages[victim])]),
    ['collectors that ended alone', String(faults.endedAlone)],
    ['collector: RSS peak', `${Math.round(run.peakMiB)} MiB`],
    ['entries that log queries find', String(found)],
    ['lost', String(lost.length)],
    ['stored twice', String(twice.length)],
    ['counted too many by Loki; after a flush', `${counted - found}; ${run.countedLater - found}`],
  ];
  console.log(`| | |\n| --- | ---: |\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`);
  miscounted.forEach(reportMiscount);
}

/** A metric query reads an entry from several chunks and counts it each time; a log query shows it once. */
function reportMiscount({ startMs, found, counted }: Miscount): void {
  const minute = ((startMs - startedMs) / MINUTE_MS).toFixed(1);
  console.error(`minute ${minute}: log queries find ${found} entries, metric queries count ${counted}`);
}

function outagesOf(seconds: readonly number[]): string {
  const sorted = seconds.toSorted((a, b) => a - b);
  const [median, longest] = [sorted[sorted.length >> 1] ?? 0, sorted.at(-1) ?? 0];
  return `${sorted.length}; ${median.toFixed(1)}, ${longest.toFixed(1)}`;
}

/** What to look at: which events, when they were created, and all that the collectors logged. */
function explain(bed: Bed, { lost, twice }: Tally, triedMs: readonly number[]): void {
  const timesOf = (numbers: readonly number[]): string =>
    numbers
      .slice(0, 50)
      .map((number) => `event-${number} at ${new Date(triedMs[number] ?? Number.NaN).toISOString()}`)
      .join('\n');
  const file = path.join(tmpdir(), `soak-${startedMs}.log`);
  const log = bed.logs().flatMap((lines, at) => [`collector ${at + 1}:`, ...lines]);
  writeFileSync(file, `lost:\n${timesOf(lost)}\n\ntwice:\n${timesOf(twice)}\n\n${log.join('\n')}\n`);
  console.error(`not perfect: see ${file}`);
}

const bed = await Bed.start({ apiserverArgs: ['--event-ttl=15m'] });
const interrupted = (): void => void bed.end().finally(() => process.exit(130));
process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
try {
  process.exitCode = (await run(bed)) ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 2;
} finally {
  await bed.end();
}
// A run that failed in one half leaves the other behind.
process.exit();
