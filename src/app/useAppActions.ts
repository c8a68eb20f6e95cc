import { useMemo } from 'react';
import { reasonsUrl } from '../reasons/url';
import { type Actions } from '../view/Actions';
import { onlyValues, toggleValue } from '../view/url/filters';
import { objectUrl, storyState } from '../view/url/object';
import { useUrl } from '../view/url/useUrl';

const url = { ...objectUrl, ...reasonsUrl };

/** What clicks do in the app: they change its address. */
export function useAppActions(): Actions {
  const [{ filters, event }, update] = useUrl(url);
  return useMemo(
    () => ({
      only: (values) => update({ filters: onlyValues(filters, values) }),
      not: (field, value) => update({ filters: toggleValue(filters, field, value, true) }),
      // From one event to the next, the back button leads out of the details.
      openEvent: (id) => update({ event: id }, { replace: event !== '' }),
      closeEvent: () => update({ event: '' }),
      openStory: (object) => update(storyState(object), { page: 'story' }),
      openReason: (entry, reason) =>
        update({ entry, search: reason, emitter: '', seriousness: '', seen: false, event: '' }, { page: 'reasons' }),
    }),
    [filters, event, update]
  );
}
