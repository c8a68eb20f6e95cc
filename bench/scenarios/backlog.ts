import { setTimeout as delay } from 'node:timers/promises';
import { deleteEvents, newMarker, writeEvents } from '../events.ts';
import { linesTaken } from '../loki.ts';
import { type Subject } from '../subject.ts';
import { type Bed, losses, measureEach, TIMEOUT_MS, untilQueryable } from './bed.ts';

/** A start with many events on the API server: the rate at which they are pushed, and the memory that it takes. */
export async function backlog(bed: Bed): Promise<void> {
  const events = bed.quick ? 2_000 : 100_000;
  const scenario = `start with ${events.toLocaleString('en')} events`;
  bed.report(`${scenario}: writing them`);
  await deleteEvents(bed.stack);
  const marker = newMarker('backlog');
  await writeEvents(bed.stack, marker, events);
  let before = 0;
  const countLines = async (): Promise<void> => void (before = await linesTaken(bed.stack.lokiUrl));
  await measureEach(bed, scenario, countLines, async (subject) => {
    const ready = await subject.ready();
    const { taken, seconds } = await follow(bed, subject, before, events);
    const usage = subject.usage();
    // Loki counts a line as taken when it arrives, a little before a query finds it.
    const { found } = await untilQueryable(bed.stack.lokiUrl, subject.rival, marker, events);
    return {
      ...(ready !== undefined && { readyMs: ready }),
      backlogRate: found === 0 ? 0 : taken / seconds,
      peakMiB: usage.peakMiB,
      cpuMs: (usage.cpuMs / events) * 1000,
      ...losses(found, events),
    };
  });
}

/** As much as a process that reads a list grows by in a second, and more. */
const GROWTH_MIB = 2;

/**
 * What Loki takes until all is there or nothing more comes, and how long that took from the start on. As long as the
 * subject grows it is still reading, though it may push nothing of it.
 */
async function follow(
  { stack }: Bed,
  subject: Subject,
  before: number,
  events: number
): Promise<{ taken: number; seconds: number }> {
  const startMs = performance.now();
  let lastMs = startMs;
  let aliveMs = startMs;
  let taken = 0;
  let peakMiB = 0;
  while (taken < events && performance.now() - aliveMs < TIMEOUT_MS) {
    await delay(20);
    const now = (await linesTaken(stack.lokiUrl)) - before;
    if (now > taken) {
      taken = now;
      lastMs = aliveMs = performance.now();
    } else if (performance.now() - aliveMs > TIMEOUT_MS / 2 && subject.usage().peakMiB > peakMiB + GROWTH_MIB) {
      peakMiB = subject.usage().peakMiB;
      aliveMs = performance.now();
    }
  }
  return { taken, seconds: (lastMs - startMs) / 1000 };
}
