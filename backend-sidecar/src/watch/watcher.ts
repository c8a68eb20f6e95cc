import { type Failure } from '../kubernetes/failure.ts';
import { type ResourceApi } from '../kubernetes/resource-api.ts';
import { backoffMs } from '../time/backoff.ts';
import { sleep } from '../time/sleep.ts';
import { type Output, type State } from './state.ts';
import { step } from './step.ts';

/** What a watch does besides handing on events, for logs, metrics and readiness. */
export interface WatchReport {
  /** A state was entered. */
  entered(state: State, from: State): void;
  failed(failure: Failure, retryMs: number): void;
  /** The server answered as it should. */
  contact(): void;
  /** Pauses and resumes reading: the consumer is behind, or no longer. */
  waiting(waits: boolean): void;
}

/** A server that is away is asked again soon: a connection attempt costs it nothing. */
const AWAY = { firstMs: 250, longestMs: 5_000 };
/** A server that answers with errors gets time. */
const TROUBLED = { firstMs: 800, longestMs: 30_000 };

/** Takes an item; returns a promise if it needs time. */
export type Consumer = (outputs: readonly Output[]) => Promise<void> | undefined;

/**
 * The events of one scope, until `signal` fires: everything that {@link step} finds, in order, with a wait
 * after each failure. Nothing is read while the consumer is busy.
 */
export async function watch(
  start: State,
  api: ResourceApi,
  report: WatchReport,
  consume: Consumer,
  signal: AbortSignal
): Promise<void> {
  let state = start;
  let failures = 0;
  const stopStream = (): void => {
    if (state.name === 'watching') {
      state.stream.close();
    }
  };
  try {
    while (!signal.aborted) {
      const from = state;
      const { state: next, outputs, failure, healthy, silent } = await step(from, api, () => performance.now());
      state = next;
      const busy = outputs && outputs.length > 0 && consume(outputs);
      if (busy) {
        report.waiting(true);
        await busy;
        report.waiting(false);
      }
      if (signal.aborted) {
        return;
      }
      failures = healthy ? 0 : failures;
      if (next.name !== from.name) {
        report.entered(next, from);
      }
      if (failure) {
        const retryMs = waitMs(++failures, failure);
        report.failed(failure, retryMs);
        await sleep(retryMs, signal);
      } else if (!silent) {
        report.contact();
      }
    }
  } finally {
    stopStream();
  }
}

/** How long to wait after a failure. After "too old" the first list is asked for at once. */
function waitMs(failures: number, { kind, retryAfterMs = 0 }: Failure): number {
  if (kind === 'gone' && failures === 1) {
    return 0;
  }
  const range = kind === 'network' ? AWAY : TROUBLED;
  return Math.max(retryAfterMs, backoffMs(failures, range, Math.random()));
}
