import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { changed, formatState, parseState, type ViewState } from './state';

/** A change of what is on screen; `replace` for one that the back button shall not stop at. */
export type Update = (change: Partial<ViewState>, options?: { replace?: boolean; page?: string }) => void;

/** The view's state, kept in the URL alone. */
export function useViewState(): [ViewState, Update] {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  const state = useMemo(() => parseState(search), [search]);

  // Two changes in one tick both count: the second builds on the first, not on what was last drawn.
  const latest = useRef(state);
  useEffect(() => {
    latest.current = state;
  }, [state]);

  const update = useCallback<Update>(
    (change, { replace = false, page } = {}) => {
      latest.current = changed(latest.current, change);
      const target = page ? pathname.replace(/[^/]*$/, page) : pathname;
      navigate({ pathname: target, search: formatState(latest.current) }, { replace });
    },
    [navigate, pathname]
  );
  return [state, update];
}
