import { setTimeout as delay } from 'node:timers/promises';
import { callApi } from '../../stack/src/api.ts';
import { type Stack } from '../../stack/src/stack.ts';
import { benchEvent, type Marker, newMarker, writeEvent } from '../events.ts';
import { count } from '../loki.ts';
import { type Rival } from '../options.ts';
import { type Result } from '../results.ts';
import { Subject } from '../subject.ts';

export interface Bed {
  stack: Stack;
  folder: string;
  subjects: readonly Rival[];
  quick: boolean;
  report(line: string): void;
  add(result: Omit<Result, 'round'>): void;
}

/** How long nothing new may come before the rest is given up on. */
export const TIMEOUT_MS = 20_000;

/** Measures the subjects one after the other, each started as if it had never run, on servers that are `prepared`. */
export async function measureEach(
  { stack, folder, subjects, report, add }: Omit<Bed, 'quick'>,
  scenario: string,
  prepared: (stack: Stack) => Promise<void>,
  measure: (subject: Subject) => Promise<Result['figures']>
): Promise<void> {
  for (const rival of subjects) {
    report(`${scenario}: ${rival.name}`);
    await prepared(stack);
    await callApi(stack.apiServer(), 'DELETE', '/apis/coordination.k8s.io/v1/namespaces/default/leases');
    const subject = new Subject(rival, stack, folder);
    try {
      add({ scenario, subject: rival.name, figures: await measure(subject) });
    } finally {
      await subject.end();
    }
  }
}

/** Writes an event now and then until one of them is queryable: then the collector works. Resolves with the time. */
export async function untilWorking({ stack }: Bed, subject: Subject): Promise<number> {
  const marker = newMarker('probe');
  for (let number = 0; ; number++) {
    await writeEvent(stack, benchEvent(marker, number));
    for (let asked = 0; asked < 50; asked++) {
      if ((await count(stack.lokiUrl, subject.rival.selector, marker)) > 0) {
        return performance.now() - subject.startedMs;
      }
      subject.mustRun();
      await delay(10);
    }
    if (performance.now() - subject.startedMs > 120_000) {
      throw new Error(
        `${subject.rival.name}: none of ${number + 1} events came to ${subject.rival.selector} in 120 s (does its command push to {push}, and does the selector find it?)`
      );
    }
  }
}

/**
 * Waits until the given number of events of a marker is queryable, or until no new one arrives for a while. Resolves with how many there
 * are, and when the last was found.
 */
export async function untilQueryable(
  loki: string,
  { selector }: Rival,
  marker: Marker,
  events: number
): Promise<{ found: number; atMs: number }> {
  let found = 0;
  let atMs = performance.now();
  while (found < events && performance.now() - atMs < TIMEOUT_MS) {
    const now = await count(loki, selector, marker);
    if (now !== found) {
      found = now;
      atMs = performance.now();
    }
    await delay(found < events ? 20 : 0);
  }
  return { found, atMs };
}

/** How many of the expected events are missing, and how many are too many. */
export function losses(found: number, events: number): { missing: number; twice: number } {
  return { missing: Math.max(0, events - found), twice: Math.max(0, found - events) };
}
