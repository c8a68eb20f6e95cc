import { type Filter } from '@kubernetes-events/logql';
import { useUrl } from '../view/url/useUrl';

/** Opens the list of events with just these filters. */
export function useShowEvents() {
  const [, update] = useUrl();
  return (filters: Filter[]) => update({ filters, lines: [], fieldSelector: '', event: '' }, { page: 'events' });
}
