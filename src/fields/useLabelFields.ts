import { map } from 'rxjs';
import { useAsking } from '../view/Asking';
import { listEvents, PAGE_SIZE } from '../loki/list';
import { useLokiInRange } from '../loki/useLoki';
import { labelFields } from './labelFields';

const NONE: string[] = [];

/** The fields that the newest of the filtered events have besides those of every event. */
export function useLabelFields(): readonly string[] {
  const { source, query, queryKey } = useAsking();
  const { data } = useLokiInRange(
    ({ span }) =>
      listEvents(source, query, span, 'newest', PAGE_SIZE, 'low').pipe(map(({ records }) => labelFields(records))),
    [source, queryKey]
  );
  return data ?? NONE;
}
