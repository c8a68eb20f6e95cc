import { type WatchReport } from '../watch/watcher.ts';

/** How long after a list, in milliseconds. By then, the lists of other resources have mostly ended, too. */
const AFTER_MS = 5_000;

/**
 * A report that has V8 return to the system what a list took, once it is delivered: on a quiet cluster V8 would keep it for
 * hours. That takes some 0.1 s. `gc` is there if Node was started with its flags.
 *
 * @param pending how many entries are not delivered
 */
export function returningMemory(pending: () => number, signal: AbortSignal): (report: WatchReport) => WatchReport {
  let timer: NodeJS.Timeout | undefined;

  const collect = (): void => {
    if (pending() === 0) {
      globalThis.gc?.({ type: 'major', flavor: 'last-resort' });
    } else {
      collectLater();
    }
  };
  const collectLater = (): void => {
    clearTimeout(timer);
    timer = signal.aborted ? undefined : setTimeout(collect, AFTER_MS).unref();
  };
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return (report) => ({
    ...report,
    entered(state, from) {
      report.entered(state, from);
      if (from.name === 'listing' || from.name === 'recalling') {
        collectLater();
      }
    },
  });
}
