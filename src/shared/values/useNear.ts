import { type FocusEvent, type PointerEvent, useState } from 'react';

/** Whether the pointer or the focus is in an element: what few need may be drawn only then. */
export function useNear() {
  const [near, setNear] = useState(false);
  const handlers = {
    onPointerEnter: ({ pointerType }: PointerEvent) => pointerType === 'mouse' && setNear(true),
    onPointerLeave: () => setNear(false),
    onFocus: () => setNear(true),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => setNear(currentTarget.contains(relatedTarget)),
  };
  return { near, handlers };
}
