import { finalize, Observable, type Subscription } from 'rxjs';

/** Whose turn it is: first what a person waits for, then what fills in around it, then what is only nice to know. */
export type Turn = 'first' | 'soon' | 'later';

const RANK: Record<Turn, number> = { first: 0, soon: 1, later: 2 };

interface Waiting {
  turn: Turn;
  start(): void;
}

const waiting: Waiting[] = [];
const running: Turn[] = [];

/**
 * Loki's queriers pause for up to 5 s each time that what they work on is called off (as read in its 3.7,
 * pkg/querier/worker): the next list would wait for that. Letting them finish is faster, if they do before long.
 */
const LET_FINISH_MS = 5000;

/**
 * The same answer, asked for when it is its turn: lists at once, all else one after the other, while no list is on its
 * way: two counts are no faster than one. What nobody waits for any more is not asked; if it was, Loki may finish it.
 */
export function inTurn<T>(turn: Turn, question: Observable<T>): Observable<T> {
  return new Observable<T>((subscriber) => {
    let subscription: Subscription | undefined;
    const entry: Waiting = {
      turn,
      start: () => {
        running.push(turn);
        subscription = question
          .pipe(
            finalize(() => {
              running.splice(running.indexOf(turn), 1);
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
  waiting.sort((a, b) => RANK[a.turn] - RANK[b.turn]);
  while (waiting[0] && mayStart(waiting[0].turn)) {
    waiting.shift()?.start();
  }
}

const mayStart = (turn: Turn) => turn === 'first' || running.length === 0;
