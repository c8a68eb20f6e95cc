/**
 * `node tests/collector/soak.ts [MINUTES] [EVENTS A SECOND]`: two replicas under load, while collectors, Loki, the API
 * server and etcd are killed at random. Reports how many events were lost and how many were kept twice. The exit code is
 * 1 if either is not 0, 2 if the run could not be finished.
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
import { countIn, tally, type Tally } from './soak/tally.ts';

const MINUTE_MS = 60_000;
/** The last of the load runs undisturbed. */
const CALM_MS = 15_000;
/** How long nothing new may arrive in Loki before the rest counts as lost. */
const PATIENCE_MS = 3 * MINUTE_MS;
const POLL_MS = 5_000;

const minutes = numberOf(process.argv[2] ?? '10', 'MINUTES');
const rate = numberOf(process.argv[3] ?? '100', 'EVENTS A SECOND');
const startedMs = Date.now();
const tell = (line: string): void =>
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

/** Waits until Loki has as many entries as there are events, or none arrives any more. */
async function untilSettled(loki: string, created: number): Promise<void> {
  let most = 0;
  for (let sinceMs = performance.now(); most < created && performance.now() - sinceMs < PATIENCE_MS;) {
    const now = await countIn(loki, rangeNow()).catch(() => most);
    if (now > most) {
      most = now;
      sinceMs = performance.now();
    }
    await delay(POLL_MS);
  }
}

async function run(bed: Bed): Promise<boolean> {
  await Promise.all(NAMESPACES.map((name) => bed.namespace(name)));
  const faults = new Faults(bed, tell);
  let peakMiB = 0;
  const sampling = setInterval(() => {
    peakMiB = Math.max(peakMiB, ...faults.pids.map((pid) => usageOf(pid).peakMiB));
  }, POLL_MS);
  const forMs = minutes * MINUTE_MS;
  const [triedMs] = await Promise.all([load(bed.stack, rate, forMs), faults.run(forMs - CALM_MS)]);
  const seconds = (Date.now() - startedMs) / 1000;
  tell(`${triedMs.length} events created; waiting for the rest of them in Loki`);
  await untilSettled(bed.stack.lokiUrl, triedMs.length);
  clearInterval(sampling);
  const result = await tally(bed.stack.lokiUrl, triedMs.length, rangeNow());
  await faults.end();
  report(faults, result, { created: triedMs.length, seconds, peakMiB });
  const perfect =
    result.lost.length + result.twice.length + faults.endedAlone === 0 && result.counted === triedMs.length;
  if (!perfect) {
    explain(bed, result, triedMs);
  }
  return perfect;
}

function report(
  faults: Faults,
  { lost, twice, found, counted }: Tally,
  { created, seconds, peakMiB }: { created: number; seconds: number; peakMiB: number }
): void {
  const rows = [
    ['date, collector', `${new Date(startedMs).toISOString().slice(0, 10)}, ${VERSION}`],
    ['length', `${minutes} min`],
    ['events created', `${created} (${(created / seconds).toFixed(0)}/s; ${rate}/s wanted)`],
    ...VICTIMS.map((victim) => [`${victim}: kills; s away: median, longest`, outagesOf(faults.outages[victim])]),
    ['collectors that ended alone', String(faults.endedAlone)],
    ['collector: RSS peak', `${Math.round(peakMiB)} MiB`],
    ['entries found, counted', `${found}, ${counted}`],
    ['lost', String(lost.length)],
    ['twice', String(twice.length + Math.max(0, counted - found))],
  ];
  console.log(`| | |\n| --- | ---: |\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`);
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
