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
 * The same answer, asked for when it is its turn: lists at once, all else one after the other, while no list is on its
 * way. A count keeps Loki's queriers busy for a while even after it was let go of, and two are no faster than one.
 * Whoever unsubscribes lets go of the turn.
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
          .subscribe(subscriber);
      },
    };
    waiting.push(entry);
    next();
    return () => {
      const at = waiting.indexOf(entry);
      if (at >= 0) {
        waiting.splice(at, 1);
      }
      subscription?.unsubscribe();
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
