import { useReducer } from 'react';

/** A set of keys, and a function that adds a key or removes it again. */
export const useToggled = () => useReducer(toggled, new Set<string>());

const toggled = (keys: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  new Set(keys.has(key) ? [...keys].filter((one) => one !== key) : [...keys, key]);
