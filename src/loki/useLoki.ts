import { type DependencyList, useEffect, useState } from 'react';
import { type Observable } from 'rxjs';
import { type SharedTime, useTime } from '../shared/time/TimeContext';
import { LokiError } from './error';

/** An answer, the one before it while a new one is on its way, or why there is none. */
export interface Answer<T> {
  data?: T;
  error?: LokiError;
  loading: boolean;
}

/**
 * As {@link useLoki}, about the range that is shown. While an answer is on its way, an automatic refresh does not ask
 * again: with a Loki slower than the refresh, no answer would ever come.
 */
export function useLokiInRange<T>(
  question: (range: Pick<SharedTime, 'span' | 'ticked'>) => Observable<T> | undefined,
  dependencies: DependencyList
): Answer<T> {
  const { span, ticked } = useTime();
  const [requested, setRequested] = useState({ span, ticked });
  const answer = useLoki(() => question(requested), [requested, ...dependencies]);
  if (requested.span !== span && !(ticked && answer.loading)) {
    setRequested({ span, ticked });
  }
  return answer;
}

/**
 * Asks whenever one of `dependencies` changes, and lets go of the question before. The old data stays until the new is
 * there, so that nothing jumps.
 */
export function useLoki<T>(question: () => Observable<T> | undefined, dependencies: DependencyList): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ loading: true });
  useEffect(() => {
    const request = question();
    if (!request) {
      setAnswer({ loading: false });
      return undefined;
    }
    setAnswer(({ data }) => ({ data, loading: true }));
    const subscription = request.subscribe({
      next: (data) => setAnswer({ data, loading: false }),
      error: (cause: unknown) => setAnswer(({ data }) => ({ data, error: LokiError.of(cause), loading: false })),
    });
    return () => subscription.unsubscribe();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the caller names what the question depends on
  }, dependencies);
  return answer;
}
