import { useEffect, useMemo } from 'react';
import { type Observable, map, ReplaySubject } from 'rxjs';
import { useAsking } from './Asking';
import { useUrl } from './url/useUrl';
import { type Span } from '../shared/time/range';
import { useTime } from '../shared/time/TimeContext';
import { type LokiError } from '../loki/error';
import { type Refreshed, refreshing } from '../loki/refreshing';
import { useLoki } from '../loki/useLoki';

interface Answer<T> {
  /** Undefined while there is none, and after an error. */
  data?: T;
  /** Whether the data answers an earlier question; it stays until the first answer to this one. */
  stale: boolean;
  /** Why there is no data, or why it is not up to date. */
  error?: LokiError;
}

/**
 * The answer for the range in view. A change of the question, the range or a refresh by hand asks from scratch; an
 * automatic refresh asks again unless Loki is still answering, see {@link refreshing}.
 *
 * @param question what is asked besides the data source and the range
 */
export function useRefreshed<T>(question: string, ask: (span: Span, known: T | undefined) => Observable<T>): Answer<T> {
  const { source } = useAsking();
  const [state] = useUrl();
  const { span, key } = useTime();
  const load = [source.uid, question, key].join(' ');
  const spans = useMemo(() => ({ load, of: new ReplaySubject<Span>(1) }).of, [load]);
  useEffect(() => spans.next(span), [spans, span]);
  const about = [source.uid, question, state.from, state.to].join(' ');
  const { data, error, loading } = useLoki<Refreshed<T> & { about: string }>(
    () => refreshing(spans, ask).pipe(map((answer) => ({ ...answer, about }))),
    [spans]
  );
  const current = data?.about === about;
  return {
    data: current || loading ? data?.value : undefined,
    stale: !current,
    error: error ?? (current ? data.failed : undefined),
  };
}
