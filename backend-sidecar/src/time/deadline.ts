export interface Deadline {
  signal: AbortSignal;
  /** Only the parent counts from now on. */
  stopTimer: () => void;
  /** Ends the timer and forgets the parent. */
  clear: () => void;
}

/** A signal that fires with `parent`, or after `ms`. */
export function withDeadline(parent: AbortSignal, ms: number): Deadline {
  const controller = new AbortController();
  const stop = (): void => controller.abort(parent.reason);
  if (parent.aborted) {
    stop();
  }
  parent.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => controller.abort(new Error(`no answer within ${ms / 1000} s`)), ms);
  return {
    signal: controller.signal,
    stopTimer: () => clearTimeout(timer),
    clear: () => {
      clearTimeout(timer);
      parent.removeEventListener('abort', stop);
    },
  };
}
