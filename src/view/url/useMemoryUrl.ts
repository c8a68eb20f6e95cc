import { useCallback, useEffect, useMemo, useState } from 'react';
import { changed } from './changed';
import { type Url } from './useUrl';

/** Keeps the views' state in memory, starting with these parameters, and again whenever they change. */
export function useMemoryUrl(start: string): Url {
  const [params, setParams] = useState(() => new URLSearchParams(start));
  useEffect(() => setParams(new URLSearchParams(start)), [start]);
  const change = useCallback<Url['change']>((apply) => setParams((latest) => changed(latest, apply)), []);
  return useMemo(() => ({ params, change }), [params, change]);
}
