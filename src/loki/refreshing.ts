import { catchError, defer, exhaustMap, map, type Observable, of, throwError } from 'rxjs';
import { type Span } from '../shared/time/range';
import { LokiError } from './error';

/** The latest answer, and why it is not up to date if the last refresh failed. */
export interface Refreshed<T> {
  value: T;
  failed?: LokiError;
}

/**
 * Asks for the first span, then again for each later one. A span that arrives while Loki still answers is skipped, so
 * that a Loki slower than the automatic refresh is not asked again before it has answered. An error ends the stream only
 * if there is no answer yet.
 *
 * @param ask gets the latest answer too, so that it can add to it
 */
export function refreshing<T>(
  spans: Observable<Span>,
  ask: (span: Span, known: T | undefined) => Observable<T>
): Observable<Refreshed<T>> {
  return defer(() => {
    let known: { value: T } | undefined;
    return spans.pipe(
      exhaustMap((span) =>
        ask(span, known?.value).pipe(
          map((value) => (known = { value })),
          catchError((cause: unknown) => {
            const failed = LokiError.of(cause);
            return known ? of({ ...known, failed }) : throwError(() => failed);
          })
        )
      )
    );
  });
}
