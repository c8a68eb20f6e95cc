import { createContext, useCallback, useContext, useMemo } from 'react';
import { type Codecs, parseUrl, written } from './codec';

export interface ChangeOptions {
  /** Replaces the entry in the browser's history, so that the back button does not stop at it. */
  replace?: boolean;
  /** The page to open with the change. */
  page?: string;
}

/** Where the views keep their state: the browser's address in the app, memory in a panel. */
export interface Url {
  params: URLSearchParams;
  /** Applies a change to the newest parameters, so that two changes in one tick both count. */
  change(apply: (params: URLSearchParams) => URLSearchParams, options?: ChangeOptions): void;
}

export const UrlContext = createContext<Url | undefined>(undefined);

export function useUrlContext(): Url {
  const url = useContext(UrlContext);
  if (!url) {
    throw new Error('useUrl: no UrlContext around this view');
  }
  return url;
}

export type Update<S> = (change: Partial<S>, options?: ChangeOptions) => void;

/**
 * The values that these codecs read from the address, and how to change them. All other parameters stay as they are.
 *
 * @param codecs a constant: defined outside of the component
 * @returns the same object as long as the codecs' own parameters do not change
 */
export function useUrl<S>(codecs: Codecs<S>): [S, Update<S>] {
  const { params, change } = useUrlContext();
  const own = useMemo(() => ownText(codecs, params), [codecs, params]);
  const state = useMemo(() => parseUrl(codecs, new URLSearchParams(own)), [codecs, own]);
  const update = useCallback<Update<S>>(
    (next, options) => change((latest) => written(latest, codecs, next), options),
    [codecs, change]
  );
  return [state, update];
}

function ownText<S>(codecs: Codecs<S>, params: URLSearchParams): string {
  const keys = new Set(Object.values<{ key: string }>(codecs).map(({ key }) => key));
  return new URLSearchParams([...params].filter(([key]) => keys.has(key))).toString();
}
