import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { changed } from '../view/url/changed';
import { searchText } from '../view/url/codec';
import { type Url } from '../view/url/useUrl';
import { withoutVariables } from '../view/url/variables';

/** Keeps the views' state in the browser's address. */
export function useRouterUrl(): Url {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const params = useMemo(() => withoutVariables(new URLSearchParams(search)), [search]);

  // Two changes in one tick both count: the second builds on the first, not on what was last drawn.
  const latest = useRef(params);
  useEffect(() => {
    latest.current = params;
  }, [params]);

  const change = useCallback<Url['change']>(
    (apply, { replace = false, page } = {}) => {
      latest.current = changed(latest.current, apply);
      const target = page ? pathname.replace(/[^/]*$/, page) : pathname;
      navigate({ pathname: target, search: searchText(latest.current) }, { replace });
    },
    [navigate, pathname]
  );
  return useMemo(() => ({ params, change }), [params, change]);
}
