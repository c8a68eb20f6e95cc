import { finalize, Observable, type Subscription } from 'rxjs';

/** `high` for lists, which a person waits for; `normal` for the counts beside them; `low` for what can wait. */
export type Priority = 'high' | 'normal' | 'low';

const RANK: Record<Priority, number> = { high: 0, normal: 1, low: 2 };

interface Waiting {
  priority: Priority;
  start(): void;
}

const waiting: Waiting[] = [];
const running: Priority[] = [];

/**
 * How long a request may continue that no one waits for any more. Loki's queriers pause for up to 5 s each time a request
 * is cancelled (as read in its 3.7, pkg/querier/worker), and the next list would wait for that.
 */
const LET_FINISH_MS = 5000;

/**
 * The same answer from a request that starts when it may: lists at once, all others one at a time while no list loads,
 * as two counts are no faster than one. A request that is unsubscribed from while it waits is never sent; one that was
 * sent may finish.
 */
export function queued<T>(priority: Priority, request: Observable<T>): Observable<T> {
  return new Observable<T>((subscriber) => {
    let subscription: Subscription | undefined;
    const entry: Waiting = {
      priority,
      start: () => {
        running.push(priority);
        subscription = request
          .pipe(
            finalize(() => {
              running.splice(running.indexOf(priority), 1);
              next();
            })
          )
          .subscribe({
            next: (value) => subscriber.next(value),
            error: (cause: unknown) => subscriber.error(cause),
            complete: () => subscriber.complete(),
          });
      },
    };
    waiting.push(entry);
    next();
    return () => {
      const at = waiting.indexOf(entry);
      if (at >= 0) {
        waiting.splice(at, 1);
      }
      const started = subscription;
      if (started && !started.closed) {
        const timer = setTimeout(() => started.unsubscribe(), LET_FINISH_MS);
        started.add(() => clearTimeout(timer));
      }
    };
  });
}

function next(): void {
  waiting.sort((a, b) => RANK[a.priority] - RANK[b.priority]);
  while (waiting[0] && mayStart(waiting[0].priority)) {
    waiting.shift()?.start();
  }
}

const mayStart = (priority: Priority) => priority === 'high' || running.length === 0;
