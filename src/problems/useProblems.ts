import { type Findings, findProblems } from '@kubernetes-events/problems';
import { Observable, takeLast } from 'rxjs';
import { type Answer, useLokiInRange } from '../loki/useLoki';
import { useAsking } from '../view/Asking';
import { storeOf } from './store';

/**
 * What is broken in the range, growing as it is found. After an automatic refresh nothing changes before it is whole.
 *
 * @param details how many problems are read, from the top
 */
export function useProblems(details?: number): Answer<Findings & { key: string }> {
  const { source, query, queryKey } = useAsking();
  const answer = useLokiInRange(
    ({ span, ticked }) => {
      const findings = observed(async function* () {
        for await (const found of findProblems({ store: storeOf(source), query, span, details })) {
          yield { ...found, key: queryKey };
        }
      });
      return ticked ? findings.pipe(takeLast(1)) : findings;
    },
    [source, queryKey, details]
  );
  // What was found with other filters is not shown beside the new ones.
  return answer.data && answer.data.key !== queryKey ? { ...answer, data: undefined } : answer;
}

/** What a generator yields, as long as someone listens. */
function observed<T>(generate: () => AsyncGenerator<T>): Observable<T> {
  return new Observable<T>((subscriber) => {
    const run = async () => {
      for await (const value of generate()) {
        if (subscriber.closed) {
          return;
        }
        subscriber.next(value);
      }
      subscriber.complete();
    };
    run().catch((cause: unknown) => subscriber.error(cause));
  });
}
