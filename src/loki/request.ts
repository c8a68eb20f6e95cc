import { CoreApp, type DataQueryRequest, type DataQueryResponse, LoadingState } from '@grafana/data';
import { defer, filter, isObservable, from as observe, map, type Observable, takeLast } from 'rxjs';
import { rangeOf, type Span } from '../shared/time/range';
import { LokiError } from './error';
import { type Frames, type LokiQuery, type LokiSource } from './source';
import { type Priority, queued } from './queue';

export type Question = Omit<LokiQuery, 'refId'>;

let requests = 0;

/** Loki's complete answer, through Grafana's data source, so that its permissions and settings hold. */
export function ask(
  source: LokiSource,
  question: Question,
  span: Span,
  priority: Priority = 'normal'
): Observable<Frames> {
  const request = defer(() => {
    const answer = source.query(requestOf(question, span));
    return (isObservable(answer) ? answer : observe(answer)).pipe(
      map(checked),
      filter(({ state }) => state === undefined || state === LoadingState.Done),
      takeLast(1),
      map(({ data }) => data as Frames)
    );
  });
  return queued(priority, request);
}

function checked(response: DataQueryResponse): DataQueryResponse {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only place for the failure of a whole request
  const error = response.errors?.[0] ?? response.error;
  if (error) {
    throw LokiError.of(error);
  }
  return response;
}

function requestOf(question: Question, span: Span): DataQueryRequest<LokiQuery> {
  const intervalMs = Math.max(1000, Math.round((span.to - span.from) / 100));
  return {
    app: CoreApp.Unknown,
    requestId: `kubernetes-events-${++requests}`,
    targets: [{ refId: 'A', ...question }],
    range: rangeOf(span),
    interval: `${Math.round(intervalMs / 1000)}s`,
    intervalMs,
    maxDataPoints: 1000,
    scopedVars: {},
    timezone: 'utc',
    startTime: Date.now(),
  };
}
