import { useView } from '../app/ViewContext';
import { type Happened } from './happened';

/** Opens the list of events with just this reason from just these reporters: as many as the catalogue tells of. */
export function useShowEvents() {
  const { update } = useView();
  return (reason: string, { components }: Happened) =>
    update(
      {
        filters: [
          { field: 'reason', values: [reason], exclude: false },
          { field: 'component', values: components, exclude: false },
        ],
        lines: [],
        fieldSelector: '',
        event: '',
      },
      { page: 'events' }
    );
}
