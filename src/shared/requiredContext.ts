import { createContext, useContext } from 'react';

/** A context that a component around the views provides, and the hook that reads it, which throws where none does. */
export function requiredContext<T>(name: string) {
  const context = createContext<T | undefined>(undefined);
  const useRequired = (): T => {
    const value = useContext(context);
    if (value === undefined) {
      throw new Error(`${name}: no provider around this view`);
    }
    return value;
  };
  return [context, useRequired] as const;
}
