import { useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { useUrl, useUrlContext } from '../view/url/useUrl';
import { FIRST_PAGE, isPage } from './pages';
import { canBeSaved, type Part } from './parts';
import { differences, type SavedFilter, type View } from './savedFilter';
import { savedUrl } from './url';
import { useSaved } from './useSaved';

/** The page on screen and its parameters; undefined where there is nothing to filter. */
export function useView(): View | undefined {
  const { params } = useUrlContext();
  const page = useLocation().pathname.split('/').pop() || FIRST_PAGE;
  return useMemo(() => (isPage(page) && canBeSaved(page) ? { page, params } : undefined), [page, params]);
}

interface Chosen {
  saved: SavedFilter;
  /** What of the view is no longer as it was saved. */
  differing: ReadonlyArray<Part | 'page'>;
}

/** The saved filter that is in view: the one that was chosen last, even if the view has changed since, or one that is the same. */
export function useChosen(): Chosen | undefined {
  const { filters } = useSaved();
  const [{ saved: id }] = useUrl(savedUrl);
  const view = useView();
  return useMemo(() => {
    if (!view) {
      return undefined;
    }
    const all = filters.map((saved) => ({ saved, differing: differences(saved, view) }));
    const last = all.find(({ saved }) => saved.id === id);
    return last?.differing.length === 0 ? last : (all.find(({ differing }) => differing.length === 0) ?? last);
  }, [filters, id, view]);
}
