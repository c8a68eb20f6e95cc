import { useMemo, useState } from 'react';
import { type Group } from './groups';

/**
 * The groups, where they are while the pointer or the focus is on them: counts that come in meanwhile shall not put
 * another row under a click. New ones go to the end.
 */
export function useHeldOrder(groups: readonly Group[]) {
  const [held, setHeld] = useState<ReadonlyMap<string, number>>();
  const shown = useMemo(() => (held ? inOrderOf(groups, held) : groups), [groups, held]);
  const hold = () => setHeld((was) => was ?? new Map(groups.map(({ key }, at) => [key, at])));
  const release = () => setHeld(undefined);
  const handlers = { onPointerEnter: hold, onFocus: hold, onPointerLeave: release, onBlur: release };
  return { shown, handlers };
}

function inOrderOf(groups: readonly Group[], order: ReadonlyMap<string, number>): readonly Group[] {
  const placeOf = ({ key }: Group) => order.get(key) ?? order.size;
  return [...groups].sort((a, b) => placeOf(a) - placeOf(b));
}
