import { setTimeout as delay } from 'node:timers/promises';
import { type Event } from '../../../pkg/event/src/index.ts';
import { callApi } from '../../../stack/src/api.ts';
import { type Stack } from '../../../stack/src/stack.ts';
import { oldEvent } from '../events.ts';

/** Requests at a time. */
const WRITERS = 16;
const RETRY_MS = 200;

export const NAMESPACES = Array.from({ length: 10 }, (_, number) => `soak-${number}`);

/**
 * Creates numbered events at a steady rate, whatever happens to the API server: each request is repeated until the event
 * is known to be there. What falls behind during an outage is written as fast as possible after it, until the time is over.
 *
 * @returns when each event was first tried, in milliseconds since 1970: every one of them was created, once
 */
export async function load(stack: Stack, perSecond: number, forMs: number): Promise<number[]> {
  const triedMs: number[] = [];
  const startMs = performance.now();
  const writer = async (): Promise<void> => {
    while (performance.now() < startMs + forMs) {
      const waitMs = startMs + (triedMs.length * 1000) / perSecond - performance.now();
      if (waitMs > 0) {
        await delay(waitMs);
      } else {
        const number = triedMs.push(Date.now()) - 1;
        await untilCreated(stack, oldEvent(NAMESPACES[number % NAMESPACES.length]!, number));
      }
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return triedMs;
}

/** The same event may have been created by a try whose answer was lost: then the next one is a conflict. */
async function untilCreated(stack: Stack, event: Event): Promise<void> {
  const path = `/api/v1/namespaces/${event.metadata?.namespace}/events`;
  for (;;) {
    const status = await callApi(stack.apiServer(), 'POST', path, event).then(
      (answer) => answer.status,
      () => 0
    );
    if (status === 201 || status === 409) {
      return;
    }
    await delay(RETRY_MS);
  }
}
