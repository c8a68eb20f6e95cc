import { type DependencyList, useEffect, useState } from 'react';
import { type Observable } from 'rxjs';
import { LokiError } from './error';

/** An answer, the one before it while a new one is on its way, or why there is none. */
export interface Answer<T> {
  data?: T;
  error?: LokiError;
  loading: boolean;
}

/**
 * Asks whenever one of `dependencies` changes, and lets go of the question before. The old data stays until the new is
 * there, so that nothing jumps.
 */
export function useLoki<T>(question: () => Observable<T> | undefined, dependencies: DependencyList): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ loading: true });
  useEffect(() => {
    const asked = question();
    if (!asked) {
      setAnswer({ loading: false });
      return undefined;
    }
    setAnswer(({ data }) => ({ data, loading: true }));
    const subscription = asked.subscribe({
      next: (data) => setAnswer({ data, loading: false }),
      error: (cause: unknown) => setAnswer(({ data }) => ({ data, error: LokiError.of(cause), loading: false })),
    });
    return () => subscription.unsubscribe();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the caller names what the question depends on
  }, dependencies);
  return answer;
}
