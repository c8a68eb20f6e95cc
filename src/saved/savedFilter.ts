import { ID, ROOT } from '../view/appId';
import { parseUrl, searchText, written } from '../view/url/codec';
import { type CommonUrl, commonUrl } from '../view/url/common';
import { unreadableParts } from '../view/url/unreadable';
import { withoutVariables } from '../view/url/variables';
import { isPage, type PageName } from './pages';
import { canBeSaved, codecsOf, isSame, OPENED, type Part, partOf, withPart } from './parts';
import { savedUrl } from './url';

/** Who sees a saved filter. */
export type Owner = 'me' | 'organization';

/** A page and what it filters, under a name. */
export interface SavedFilter {
  owner: Owner;
  id: string;
  name: string;
  page: PageName;
  params: URLSearchParams;
}

/** A page as it is on screen. */
export interface View {
  page: PageName;
  params: URLSearchParams;
}

export const LONGEST_NAME = 100;

/** What the address of a page says that a filter saves: `events?f=_type%3DWarning`. */
export function linkOf({ page, params }: View, withTime: boolean): string {
  const link = new URLSearchParams(PARTS.flatMap((part) => [...partOf(part, page, params)]));
  if (withTime) {
    // The range is saved even if it is the one that pages open with.
    const { from, to } = parseUrl<CommonUrl>(commonUrl, params);
    Object.entries({ from, to }).forEach(([key, time]) => link.set(key, time));
    partOf('time', page, params).forEach((value, key) => link.set(key, value));
  }
  return page + searchText(link);
}

/** What each saved filter has. */
const PARTS: readonly Part[] = ['filters', 'display'];

/** The page and the parameters of a link: `events?…`, or the address of a page of the app. */
export function viewOf(link: string): View | undefined {
  const path = link.includes(`${ROOT}/`) ? link.slice(link.indexOf(`${ROOT}/`)) : `${ROOT}/${link}`;
  const [, page = '', search = ''] = new RegExp(`^/a/${ID}/(\\w+)/?(?:\\?(.*))?$`, 's').exec(path) ?? [];
  return isPage(page)
    ? { page, params: withoutVariables(new URLSearchParams(search.replace(/#.*$/s, ''))) }
    : undefined;
}

/** Whether a saved filter changes the time range. */
export const hasTime = ({ page, params }: View): boolean =>
  Object.values(codecsOf('time', page)).some(({ key }) => params.has(key));

const partsOf = (saved: View): readonly Part[] => (hasTime(saved) ? [...PARTS, 'time'] : PARTS);

/** What of a view is not as the filter has saved it; nothing where the view is the filter's. */
export function differences(saved: SavedFilter, view: View): Array<Part | 'page'> {
  const differing = partsOf(saved).filter((part) => !isSame(part, saved.page, saved.params, view.params));
  return saved.page === view.page ? differing : ['page', ...differing.filter((part) => part !== 'display')];
}

/** The parameters of the page that a saved filter opens: the time range stays unless the filter has one. */
export function applied(saved: SavedFilter, current: URLSearchParams): URLSearchParams {
  const { id, page, params } = saved;
  const next = partsOf(saved).reduce((all, part) => withPart(part, page, all, params), new URLSearchParams(current));
  OPENED.forEach((key) => next.delete(key));
  return written(next, savedUrl, { saved: id });
}

/** Why an entry is no saved filter. */
export type Fault = 'shape' | 'name' | 'longName' | 'link' | 'filter' | 'twice';

/** An entry that cannot be used. It stays where it is. */
export interface BrokenEntry {
  owner: Owner;
  id: string;
  /** Its name, if it has one. */
  name: string;
  fault: Fault;
}

/** The saved filter that an entry of the storage or the settings is. */
export function readEntry(owner: Owner, id: string, entry: unknown): SavedFilter | BrokenEntry {
  const { name: given, link }: Record<string, unknown> = isObject(entry) ? entry : {};
  const name = typeof given === 'string' ? given : '';
  const view = typeof link === 'string' ? viewOf(link) : undefined;
  const fault = isObject(entry) ? (nameFault(name) ?? viewFault(view)) : 'shape';
  return fault || !view ? { owner, id, name, fault: fault ?? 'link' } : { owner, id, name, ...view };
}

const isObject = (entry: unknown): entry is Record<string, unknown> =>
  typeof entry === 'object' && entry !== null && !Array.isArray(entry);

function nameFault(name: string): Fault | undefined {
  return name.trim() === '' ? 'name' : name.length > LONGEST_NAME ? 'longName' : undefined;
}

function viewFault(view: View | undefined): Fault | undefined {
  if (!view || !canBeSaved(view.page)) {
    return 'link';
  }
  return unreadableParts(searchText(view.params)).length > 0 ? 'filter' : undefined;
}

export const isBroken = (entry: SavedFilter | BrokenEntry): entry is BrokenEntry => 'fault' in entry;
