import { type Filter } from '@kubernetes-events/logql';
import { useView } from '../view/ViewContext';

/** Opens the list of events with just these filters. */
export function useShowEvents() {
  const { update } = useView();
  return (filters: Filter[]) => update({ filters, lines: [], fieldSelector: '', event: '' }, { page: 'events' });
}
