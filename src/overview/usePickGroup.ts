import { type Filter } from '@kubernetes-events/logql';
import { useView } from '../view/ViewContext';
import { onlyValues, setValues, toggleValue } from '../view/url/filters';
import { type Group } from './groups';
import { type GroupName, GROUPS } from '../fields/levels';

/** Opens a group, a level down; or leaves it out. */
export function usePickGroup(name: GroupName) {
  const { state, update } = useView();
  return (group: Group, exclude: boolean) =>
    exclude
      ? update({ filters: without(state.filters, group) })
      : update({ filters: onlyValues(state.filters, group.values), group: GROUPS[name].next });
}

/** An object cannot be left out by its kind or namespace, which others share: by its name it can. */
function without(filters: readonly Filter[], { values }: Group): Filter[] {
  const [field = '', value = ''] = Object.entries(values).at(-1) ?? [];
  const excluded = filters.find((filter) => filter.field === field && filter.exclude)?.values ?? [];
  return excluded.includes(value)
    ? toggleValue(filters, field, value, true)
    : setValues(filters, field, [...excluded, value], true);
}
