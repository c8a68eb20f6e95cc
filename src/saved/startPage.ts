import { isPage, type PageName } from './pages';
import { type SavedFilter } from './savedFilter';

/** Where the app opens: a page, or the view of a saved filter. */
export type StartPage = { page: PageName } | { filter: SavedFilter } | { missing: string };

/** The key of a person's own start page. */
export const START_KEY = 'start';

const FILTER = 'filter:';

/** A saved filter as a start page. */
export const startAt = (id: string): string => FILTER + id;

/** What a start page that is kept or set stands for; undefined where none is. */
export function startPageOf(text: string | undefined, filters: readonly SavedFilter[]): StartPage | undefined {
  if (!text) {
    return undefined;
  }
  if (isPage(text)) {
    return { page: text };
  }
  const id = text.startsWith(FILTER) ? text.slice(FILTER.length) : '';
  const filter = filters.find((one) => one.id === id) ?? filters.find((one) => one.name === id);
  return filter ? { filter } : { missing: text };
}
