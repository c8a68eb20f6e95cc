import { setTimeout as delay } from 'node:timers/promises';
import { createNamespaces, deleteEvents, newMarker, writeEvents } from '../events.ts';
import { type Bed, losses, measureEach, untilQueryable, untilWorking } from './bed.ts';

/** 10,000 events as fast as the API server takes them. */
export async function burst(bed: Bed): Promise<void> {
  await bursts(bed, bed.quick ? 1_000 : 10_000, 10);
}

/** The same at 1, 10 and 100 times as many events, and over 10, 100 and 1,000 namespaces. */
export async function growth(bed: Bed): Promise<void> {
  const [one, middle] = bed.quick ? [100, 500] : [1_000, 10_000];
  for (const times of [1, 10, 100]) {
    await bursts(bed, bed.quick ? Math.min(one * times, 2_000) : one * times, 10);
  }
  for (const namespaces of bed.quick ? [100] : [100, 1_000]) {
    await createNamespaces(bed.stack, namespaces);
    await bursts(bed, middle, namespaces);
  }
}

async function bursts(bed: Bed, events: number, namespaces: number): Promise<void> {
  const scenario = `burst: ${events.toLocaleString('en')} events, ${namespaces.toLocaleString('en')} namespaces`;
  await measureEach(bed, scenario, deleteEvents, async (subject) => {
    await untilWorking(bed, subject);
    // Work that belongs to the start must not count for the burst.
    await delay(1_000);
    const before = subject.usage();
    const marker = newMarker('burst');
    const startMs = performance.now();
    await writeEvents(bed.stack, marker, events, namespaces);
    const lastMs = performance.now();
    const { found, atMs } = await untilQueryable(bed.stack.lokiUrl, subject.rival, marker, events);
    const after = subject.usage();
    return {
      writeRate: (events / (lastMs - startMs)) * 1000,
      drainMs: found < events ? Infinity : Math.max(0, atMs - lastMs),
      cpuMs: ((after.cpuMs - before.cpuMs) / events) * 1000,
      peakMiB: after.peakMiB,
      ...losses(found, events),
    };
  });
}
