import { useMemo } from 'react';
import { map } from 'rxjs';
import { useAsking } from '../view/Asking';
import { firstEventIn } from '../loki/list';
import { useLoki } from '../loki/useLoki';
import { bucketAt, type Buckets, bucketSpan } from '../shared/time/buckets';
import { useTime } from '../shared/time/TimeContext';
import { type Burst, burstsOf } from './bursts';

const NONE: Burst[] = [];

/**
 * The bursts in these counts, once all are there. If the first buckets are empty, Loki is asked whether there was any data at that time: a
 * range may begin before the collector did, and then nothing is known of what was usual.
 */
export function useBursts(counts: readonly number[], buckets: Buckets, done: boolean): Burst[] {
  const { source, query, queryKey } = useAsking();
  const { span } = useTime();
  const first = counts.findIndex((count) => count > 0);
  const bursts = useMemo(() => (done ? burstsOf(counts) : NONE), [counts, done]);
  const end = first > 0 && bursts.length > 0 ? bucketSpan(buckets, first).from : 0;
  const { data } = useLoki(
    () =>
      end > span.from
        ? firstEventIn(source, query, { from: span.from, to: end }).pipe(map((ms) => ({ ms, end })))
        : undefined,
    [source, queryKey, span.from, end]
  );
  return useMemo(() => {
    if (end <= span.from) {
      return bursts;
    }
    return data?.end === end ? burstsOf(counts, data.ms === undefined ? first : bucketAt(buckets, data.ms)) : NONE;
  }, [bursts, counts, buckets, data, end, first, span.from]);
}
