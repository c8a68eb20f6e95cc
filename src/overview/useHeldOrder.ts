import { useMemo, useState } from 'react';

/** Something with a key: a group, a lane. */
interface Keyed {
  key: string;
}

/**
 * The items, where they are while the pointer or the focus is on them: counts that come in meanwhile shall not put
 * another row under a click. New ones go to the end.
 */
export function useHeldOrder<T extends Keyed>(items: readonly T[]) {
  const [held, setHeld] = useState<ReadonlyMap<string, number>>();
  const shown = useMemo(() => (held ? inOrderOf(items, held) : items), [items, held]);
  const hold = () => setHeld((was) => was ?? new Map(items.map(({ key }, at) => [key, at])));
  const release = () => setHeld(undefined);
  const handlers = { onPointerEnter: hold, onFocus: hold, onPointerLeave: release, onBlur: release };
  return { shown, handlers };
}

function inOrderOf<T extends Keyed>(items: readonly T[], order: ReadonlyMap<string, number>): readonly T[] {
  const placeOf = ({ key }: T) => order.get(key) ?? order.size;
  return [...items].sort((a, b) => placeOf(a) - placeOf(b));
}
