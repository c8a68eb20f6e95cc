import { useCallback, useEffect, useMemo, useState } from 'react';
import { t } from '@grafana/i18n';
import { requiredContext } from '../shared/requiredContext';
import { changeSettings, readSettings } from '../view/saveSettings';
import { type AppSettings, type SavedEntry } from '../view/settings';
import { changeKept, type Kept, readKept } from '../view/userStorage';
import {
  type Collection,
  entryIn,
  entryOf,
  isTaken,
  keyOf,
  organizationFilters,
  ownFilters,
  textOf,
  withEntry,
} from './collections';
import { reasonOf } from './words';
import { type Owner, type SavedFilter } from './savedFilter';
import { START_KEY } from './startPage';

/** What one can do with saved filters. Each rejects, with nothing saved, with what to show the reader. */
interface Changes {
  /** @returns the new one's id */
  add(owner: Owner, entry: SavedEntry): Promise<string>;
  /** A new name, or another link. */
  change(saved: SavedFilter, change: Partial<SavedEntry>): Promise<void>;
  /** @returns what brings it back */
  remove(entry: Pick<SavedFilter, 'owner' | 'id'>): Promise<() => Promise<void>>;
  /** Undefined for the organization's. */
  setStart(text: string | undefined): Promise<void>;
}

export interface Saved extends Changes {
  /** Undefined until it is read. */
  mine?: Collection;
  organization: Collection;
  /** Whether what the organization has was read since the app was opened: Grafana hands out what it has read before. */
  isUpToDate: boolean;
  /** Of both, those of the reader first. */
  filters: readonly SavedFilter[];
  keptBy?: Kept['by'];
  /** Why the reader's own could not be read, or what the organization has now. */
  errors: Partial<Record<Owner, string>>;
  /** The reader's own start page, as it is kept. */
  ownStart?: string;
  /** That of the organization. */
  start?: string;
  /** Reads again: other windows may have saved something. */
  refresh(): void;
}

export const [SavedContext, useSaved] = requiredContext<Saved>('useSaved');

/** The saved filters of the reader and of the organization. */
export function useSavedState(initial: AppSettings): Saved {
  const [kept, setKept] = useState<Kept>();
  const [settings, setSettings] = useState(initial);
  const [isUpToDate, setUpToDate] = useState(false);
  const [errors, setErrors] = useState<Saved['errors']>({});

  const [rounds] = useState(newRounds);

  const refresh = useCallback(() => {
    const read = <T>(owner: Owner, reading: Promise<T>, show: (found: T) => void) => {
      const isLatest = rounds.next(owner);
      const end = (error: string | undefined, then?: () => void) => {
        if (isLatest()) {
          setErrors((last) => ({ ...last, [owner]: error }));
          then?.();
        }
      };
      reading.then(
        (found) => end(undefined, () => show(found)),
        (cause: unknown) => end(reasonOf(cause))
      );
    };
    read('me', readKept(), setKept);
    read('organization', readSettings(), (found) => {
      setSettings(found);
      setUpToDate(true);
    });
  }, [rounds]);
  useEffect(refresh, [refresh]);

  const changes = useMemo(() => {
    const showKept = (next: Kept) => {
      rounds.next('me');
      setKept(next);
    };
    const showSettings = (next: AppSettings) => {
      rounds.next('organization');
      setSettings(next);
    };
    return changesTo(showKept, showSettings);
  }, [rounds]);
  const lists = useMemo(() => {
    const mine = kept && ownFilters(kept.texts);
    const organization = organizationFilters(settings);
    return { mine, organization, filters: [...(mine?.filters ?? []), ...organization.filters] };
  }, [kept, settings]);
  return useMemo(
    () => ({
      ...lists,
      ...changes,
      errors,
      keptBy: kept?.by,
      ownStart: kept?.texts[START_KEY],
      start: settings.startPage,
      isUpToDate,
      refresh,
    }),
    [lists, changes, errors, kept, settings, isUpToDate, refresh]
  );
}

/** Counts what is read and changed: what was read before a change, or before another read, comes too late to be shown. */
function newRounds() {
  const count: Record<Owner, number> = { me: 0, organization: 0 };
  return {
    /** @returns whether no other round has begun since */
    next: (owner: Owner) => {
      const round = ++count[owner];
      return () => round === count[owner];
    },
  };
}

type Entry = Partial<SavedEntry>;

function changesTo(setKept: (kept: Kept) => void, setSettings: (settings: AppSettings) => void): Changes {
  /** Puts another entry in place of what has this id at this moment; none deletes it. */
  const replace = async (owner: Owner, id: string, next: (entry: unknown, all: Collection) => unknown) => {
    if (owner === 'me') {
      const kept = await changeKept((texts) => ({
        [keyOf(id)]: textOf(next(entryIn(texts, id), ownFilters(texts))),
      }));
      setKept(kept);
    } else {
      const settings = await changeSettings((now) => {
        const entry = next(entryOf(now, id), organizationFilters(now));
        return { savedFilters: withEntry(now, id, entry) };
      });
      setSettings(settings);
    }
  };
  return {
    add: async (owner, entry) => {
      const id = newId();
      await replace(owner, id, (_, all) => {
        refuseTwice(all, entry.name);
        return { ...entry, id };
      });
      return id;
    },
    change: ({ owner, id, name }, change) =>
      replace(owner, id, (entry, all) => {
        if (entry === undefined) {
          throw new Error(t('saved.gone', '"{{-name}}" has been deleted in the meantime', { name }));
        }
        if (change.name !== undefined) {
          refuseTwice(all, change.name, id);
        }
        return { ...(entry as Entry), ...change, id };
      }),
    remove: async ({ owner, id }) => {
      let removed: unknown;
      await replace(owner, id, (entry) => {
        removed = entry;
        return undefined;
      });
      return () => replace(owner, id, () => removed);
    },
    setStart: async (text) => setKept(await changeKept(() => ({ [START_KEY]: text ?? null }))),
  };
}

function refuseTwice(all: Collection, name: string, id?: string): void {
  if (isTaken(all, name, id)) {
    throw new Error(t('saved.taken', 'A saved filter is already named "{{-name}}". Choose another name.', { name }));
  }
}

/** Browsers have `crypto.randomUUID` only where the page came over HTTPS or from localhost. */
const newId = () => [Date.now(), Math.random() * 1e9].map((part) => Math.round(part).toString(36)).join('-');
