import { type EventQuery } from '@kubernetes-events/logql';
import { combineLatest, map, type Observable } from 'rxjs';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { compareUrl } from './url';
import { type Count } from '../loki/counts';
import { allCounts } from '../loki/leading';
import { firstEventIn } from '../loki/list';
import { type Answer, useLokiInRange } from '../loki/useLoki';
import { type Span } from '../shared/time/range';
import { useTime } from '../shared/time/TimeContext';
import { baselineOf } from './baseline';

/** The period to compare one with, as the URL has it. */
export function useBaseline(): (span: Span) => Span | undefined {
  const [state] = useUrl(compareUrl);
  const { timeZone } = useTime();
  return (span) => baselineOf(span, state.baseFrom, state.baseTo, timeZone);
}

/**
 * Asks about both periods. The answer about other periods, or of another key, is not shown while a new one is on its way.
 *
 * @param key what the question depends on besides the periods and the data source
 */
function usePeriods<T>(ask: (baseline: Span, span: Span) => Observable<T>, key: string): Answer<T> {
  const { source } = useAsking();
  const [state] = useUrl(compareUrl);
  const { timeZone } = useTime();
  const baselineFor = useBaseline();
  const { from, to, baseFrom, baseTo } = state;
  const about = JSON.stringify([source.uid, from, to, baseFrom, baseTo, timeZone, key]);
  const { data, error, loading } = useLokiInRange(
    ({ span }) => {
      const baseline = baselineFor(span);
      return baseline && ask(baseline, span).pipe(map((answer) => ({ answer, about })));
    },
    [source, about]
  );
  return { data: data?.about === about ? data.answer : undefined, error, loading };
}

interface Compared {
  before: Count[];
  now: Count[];
  /** The later period's length, as a multiple of the earlier one's. */
  scale: number;
}

/** The counts of all groups in both periods. */
export function useCompared(query: EventQuery, by: readonly string[]): Answer<Compared> {
  const { source } = useAsking();
  return usePeriods(
    (baseline, span) =>
      combineLatest([allCounts(source, query, baseline, by), allCounts(source, query, span, by)]).pipe(
        map(([before, now]) => ({ before, now, scale: (span.to - span.from) / (baseline.to - baseline.from) }))
      ),
    JSON.stringify([query, by])
  );
}

/** A start this much later than the period's, as a part of it, is no chance. */
const LATE = 0.1;

/** When the events of the period compared with begin, whatever is filtered. */
export function useFirstEvent(): Answer<{ first?: number; late: boolean }> {
  const { source, query } = useAsking();
  return usePeriods(
    (baseline) =>
      firstEventIn(source, query, baseline).pipe(
        map((first) => ({
          first,
          late: first !== undefined && first - baseline.from > LATE * (baseline.to - baseline.from),
        }))
      ),
    ''
  );
}
