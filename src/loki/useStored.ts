import { type Matcher } from '@kubernetes-events/logql';
import { map } from 'rxjs';
import { type SharedTime } from '../shared/time/TimeContext';
import { listEvents } from './list';
import { type LokiSource } from './source';
import { useLoki } from './useLoki';

/** What our collector writes on every stream. */
const OTHER_COLLECTORS: Matcher = { label: 'service_name', op: '!=', value: 'kubernetes-events' };

/**
 * Whether the range has events of another collector, such as the first one, which kept no metadata. Where there are no
 * such streams, Loki knows it from its index.
 */
export function useOldLines(
  source: LokiSource | undefined,
  base: readonly Matcher[],
  { span, key }: SharedTime
): boolean {
  const selector = JSON.stringify(base);
  const { data } = useLoki(
    () =>
      source &&
      listEvents(source, { base: [...base, OTHER_COLLECTORS] }, span, 'newest', 1).pipe(
        map(({ records }) => records.length > 0)
      ),
    [source, selector, key]
  );
  return data ?? false;
}
