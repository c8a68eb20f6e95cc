import { setTimeout as delay } from 'node:timers/promises';
import { benchEvent, deleteEvents, type Marker, newMarker, writeEvent, writeEvents } from '../events.ts';
import { FLOOR_SELECTOR, startFloor } from '../floor.ts';
import { onScreen, seen } from '../loki.ts';
import { FLOOR, type Result } from '../results.ts';
import { percentile } from '../statistics.ts';
import { Arrivals } from '../watching.ts';
import { type Bed, measureEach, TIMEOUT_MS, untilQueryable, untilWorking } from './bed.ts';

const RATE = 20;
const SCENARIO = `${RATE} events/s`;

/** Start-up, idle memory, and from an event's write to Loki answering a query with it, for the floor and each subject. */
export async function latency(bed: Bed): Promise<void> {
  const seconds = bed.quick ? 3 : 60;
  // A collector runs for weeks: what opens connections and warms up code does not count, for the floor neither.
  const warmUpSeconds = bed.quick ? 1 : 30;
  const stopFloor = await startFloor(bed.stack);
  bed.report(`${SCENARIO}: ${FLOOR}`);
  await steady(bed, FLOOR_SELECTOR, warmUpSeconds);
  bed.add({ scenario: SCENARIO, subject: FLOOR, figures: await steady(bed, FLOOR_SELECTOR, seconds) });
  stopFloor();
  await measureEach(bed, SCENARIO, deleteEvents, async (subject) => {
    const readyMs = await subject.ready();
    const firstMs = await untilWorking(bed, subject);
    await delay(bed.quick ? 1_000 : 10_000);
    const idle = subject.usage();
    await steady(bed, subject.rival.selector, warmUpSeconds);
    const before = subject.usage();
    const figures = await steady(bed, subject.rival.selector, seconds);
    const calmCpuMs = ((subject.usage().cpuMs - before.cpuMs) / (seconds * RATE)) * 1000;
    const ready = readyMs === undefined ? {} : { readyMs };
    return { ...ready, firstMs, idleMiB: idle.rssMiB, ...figures, calmCpuMs };
  });
}

/**
 * From an event's write to its being on a screen that shows the newest events of a kind, with few and many events in the
 * hour before. {@link latency} asks for the awaited events alone; here what else Loki has to read counts.
 */
export async function screen(bed: Bed): Promise<void> {
  const seconds = bed.quick ? 3 : 60;
  for (const before of bed.quick ? [500] : [1_000, 100_000]) {
    const scenario = `${RATE} events/s on a screen, ${before.toLocaleString('en')} in the hour before`;
    await measureEach(bed, scenario, deleteEvents, async (subject) => {
      await untilWorking(bed, subject);
      const marker = newMarker('before');
      await writeEvents(bed.stack, marker, before);
      await untilQueryable(bed.stack.lokiUrl, subject.rival, marker, before);
      return steady(bed, subject.rival.selector, seconds, onScreen);
    });
  }
}

type Query = (loki: string, selector: string, marker: Marker, outstanding: readonly number[]) => Promise<number[]>;

async function steady(
  { stack }: Bed,
  selector: string,
  seconds: number,
  query: Query = seen
): Promise<Result['figures']> {
  const events = seconds * RATE;
  const marker = newMarker('latency');
  const arrivals = new Arrivals((outstanding) => query(stack.lokiUrl, selector, marker, outstanding));
  const writtenMs: number[] = [];
  const writes: Array<Promise<void>> = [];
  const startMs = performance.now();
  for (let number = 0; number < events; number++) {
    await delay(Math.max(0, startMs + (number * 1000) / RATE - performance.now()));
    writtenMs.push(performance.now());
    arrivals.expect(number);
    writes.push(writeEvent(stack, benchEvent(marker, number)));
  }
  await Promise.all(writes);
  await arrivals.all(TIMEOUT_MS);
  await arrivals.end();
  const latencies = [...arrivals.seenMs].map(([number, seenMs]) => seenMs - (writtenMs[number] ?? Number.NaN));
  return {
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    calmMissing: events - arrivals.seenMs.size,
  };
}
