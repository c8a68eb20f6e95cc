import { useActions } from '../view/Actions';
import { useUrl } from '../view/url/useUrl';
import { type GroupName, nextGroup } from '../fields/levels';
import { type Group } from './groups';
import { overviewUrl } from './url';

/** Opens a group one level down, or excludes it. */
export function usePickGroup(name: GroupName) {
  const { only, not } = useActions();
  const [, update] = useUrl(overviewUrl);
  return ({ values }: Group, exclude: boolean) => {
    if (exclude) {
      // By its own name: others share its namespace and its kind.
      const [field = '', value = ''] = Object.entries(values).at(-1) ?? [];
      not(field, value);
    } else {
      only(values);
      // One step back undoes both.
      update({ group: nextGroup(name) }, { replace: true });
    }
  };
}
