import { useSyncExternalStore } from 'react';

let instant: number | undefined;
const listeners = new Set<() => void>();

/** The instant that the pointer is at in any view, so that all of them can mark it. */
export function hover(ms: number | undefined): void {
  if (ms !== instant) {
    instant = ms;
    listeners.forEach((listener) => listener());
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useHover = () => useSyncExternalStore(subscribe, () => instant);
