import { type FocusEvent, type PointerEvent } from 'react';
import { type Seen } from '@kubernetes-events/reasons';
import { sharedValue } from '../shared/sharedValue';

/** A reason on screen that someone points at, and what is known of the event that has it. */
export interface Pointed {
  element: HTMLElement;
  reason: string;
  seen: Seen;
}

/** Long enough that a pointer on its way elsewhere opens nothing, and that one on its way to the tip keeps it. */
const OPENS = 400;
const CLOSES = 200;

const pointed = sharedValue<Pointed | undefined>(undefined);
export const usePointed = pointed.use;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Points at a reason, or at none, after a moment. */
function point(next: Pointed | undefined): void {
  clearTimeout(timer);
  timer = setTimeout(() => pointed.set(next), next ? OPENS : CLOSES);
}

export function closeTip(): void {
  clearTimeout(timer);
  pointed.set(undefined);
}

/** The handlers that show a reason's meaning beside its element, by pointer and by keyboard. */
export function reasonTipHandlers(reason: string, seen: Seen = {}) {
  return {
    onPointerEnter: (event: PointerEvent<HTMLElement>) =>
      event.pointerType === 'mouse' && point({ element: event.currentTarget, reason, seen }),
    onPointerLeave: () => point(undefined),
    onFocus: (event: FocusEvent<HTMLElement>) =>
      event.currentTarget.matches(':focus-visible') && point({ element: event.currentTarget, reason, seen }),
    onBlur: () => point(undefined),
  };
}

/** The tip stays while the pointer is on it. */
export const holdTip = { onPointerEnter: () => clearTimeout(timer), onPointerLeave: () => point(undefined) };
