import { useCallback, useMemo } from 'react';
import { requiredContext } from '../../shared/requiredContext';
import { type Codecs, parseUrl, written } from './codec';
import { type CommonUrl, commonUrl } from './common';

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

export const [UrlContext, useUrlContext] = requiredContext<Url>('useUrlContext');

export type Update<S> = (change: Partial<S>, options?: ChangeOptions) => void;

const NONE: Codecs<object> = {};

/**
 * The values that every page has in the address and those that these codecs read from it, and how to change them. All
 * other parameters stay as they are.
 *
 * @param own a constant: defined outside of the component
 * @returns the same object as long as the codecs' parameters do not change
 */
export function useUrl<S = object>(own: Codecs<S> = NONE as Codecs<S>): [CommonUrl & S, Update<CommonUrl & S>] {
  const { params, change } = useUrlContext();
  const codecs = useMemo(() => ({ ...commonUrl, ...own }) as Codecs<CommonUrl & S>, [own]);
  const read = useMemo(() => readText(codecs, params), [codecs, params]);
  const state = useMemo(() => parseUrl(codecs, new URLSearchParams(read)), [codecs, read]);
  const update = useCallback<Update<CommonUrl & S>>(
    (next, options) => change((latest) => written(latest, codecs, next), options),
    [codecs, change]
  );
  return [state, update];
}

function readText<S>(codecs: Codecs<S>, params: URLSearchParams): string {
  const keys = new Set(Object.values<{ key: string }>(codecs).map(({ key }) => key));
  return new URLSearchParams([...params].filter(([key]) => keys.has(key))).toString();
}
