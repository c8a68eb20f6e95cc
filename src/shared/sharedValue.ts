import { useSyncExternalStore } from 'react';

/** A value that components anywhere on the page read and set. */
export function sharedValue<T>(initial: T) {
  let value = initial;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    set: (next: T) => {
      if (next !== value) {
        value = next;
        listeners.forEach((listener) => listener());
      }
    },
    use: () => useSyncExternalStore(subscribe, () => value),
  };
}
