import { type AppSettings, type SavedEntry } from '../view/settings';
import { type Kept } from '../view/userStorage';
import { type BrokenEntry, isBroken, readEntry, type SavedFilter } from './savedFilter';

/** The saved filters of one owner, by name, and the entries that are none. */
export interface Collection {
  filters: readonly SavedFilter[];
  broken: readonly BrokenEntry[];
}

const PREFIX = 'saved/';

/** The key of a person's saved filter: one each, so that tabs that save at once do not overwrite one another's. */
export const keyOf = (id: string): string => PREFIX + id;

/** A person's saved filters. */
export function ownFilters(texts: Kept['texts']): Collection {
  const ids = Object.keys(texts).flatMap((key) => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : []));
  return collected(ids.map((id) => readEntry('me', id, entryIn(texts, id))));
}

/** What is kept under this id; as text if it is not JSON. */
export function entryIn(texts: Kept['texts'], id: string): unknown {
  const text = texts[keyOf(id)];
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** An entry as it is kept; null where there is none. */
export const textOf = (entry: unknown): string | null =>
  entry === undefined ? null : typeof entry === 'string' ? entry : JSON.stringify(entry);

/** The saved filters of the organization. Of two with one name, the first counts. */
export function organizationFilters({ savedFilters }: AppSettings): Collection {
  const known = new Set<string>();
  const entries = listOf(savedFilters).map((entry, at) => {
    const id = idOf(entry, at);
    const read = readEntry('organization', id, entry);
    const isTwice = known.has(id) || (read.name !== '' && known.has(nameKey(read.name)));
    known.add(id).add(nameKey(read.name));
    return isTwice && !isBroken(read) ? { owner: read.owner, id, name: read.name, fault: 'twice' as const } : read;
  });
  return collected(entries);
}

/** What is provisioned may be anything. */
const listOf = (savedFilters: unknown): readonly unknown[] =>
  Array.isArray(savedFilters) ? savedFilters : savedFilters ? [savedFilters] : [];

/** What the organization has under this id. */
export const entryOf = ({ savedFilters }: AppSettings, id: string): unknown =>
  listOf(savedFilters).find((entry, at) => idOf(entry, at) === id);

function collected(entries: ReadonlyArray<SavedFilter | BrokenEntry>): Collection {
  return {
    filters: entries
      .filter((entry): entry is SavedFilter => !isBroken(entry))
      .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })),
    broken: entries.filter(isBroken),
  };
}

/** An entry that is provisioned has its name as its id. */
function idOf(entry: unknown, at: number): string {
  const { id, name } = (entry ?? {}) as Partial<Record<keyof SavedEntry, unknown>>;
  return [id, name].find((one): one is string => typeof one === 'string' && one !== '') ?? `#${at + 1}`;
}

/** The organization's entries with another one in place of what has this id; without that if there is none. */
export function withEntry({ savedFilters }: AppSettings, id: string, entry: unknown): SavedEntry[] {
  const entries = listOf(savedFilters);
  const at = entries.findIndex((one, index) => idOf(one, index) === id);
  const [from, to] = at < 0 ? [entries.length, entries.length] : [at, at + 1];
  const put = entry === undefined ? [] : [entry];
  return [...entries.slice(0, from), ...put, ...entries.slice(to)] as SavedEntry[];
}

const nameKey = (name: string) => name.trim().toLowerCase();

/** Whether another saved filter has this name, in upper or lower case. */
export const isTaken = ({ filters }: Collection, name: string, id?: string): boolean =>
  filters.some((one) => one.id !== id && nameKey(one.name) === nameKey(name));

/** Those whose name has each of these words. */
export function found(filters: readonly SavedFilter[], search: string): SavedFilter[] {
  const words = search.toLowerCase().split(/\s+/);
  return filters.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
}
