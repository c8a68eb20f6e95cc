import { setTimeout as delay } from 'node:timers/promises';

/** Waits; returns early, without an error, when the signal fires. */
export const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);
