import { type Entry, type Language, search, SERIOUSNESS } from '@kubernetes-events/reasons';
import { type Happened } from './happened';

/** What of the catalogue is wanted; an empty text for any. */
export interface Wanted {
  search: string;
  emitter: string;
  seriousness: string;
  /** Only what happened in the range. */
  seen: boolean;
}

const severity = ({ seriousness }: Entry) => SERIOUSNESS.indexOf(seriousness);

/**
 * The entries that are wanted: the best match first where something is searched for, else what happened first and most,
 * the more serious before what is routine.
 */
export function chosen(wanted: Wanted, language: Language, happened: ReadonlyMap<string, Happened>): Entry[] {
  const count = ({ id }: Entry) => happened.get(id)?.count ?? 0;
  const entries = search(wanted.search, language).filter(
    (entry) =>
      (!wanted.emitter || entry.emitter === wanted.emitter) &&
      (!wanted.seriousness || entry.seriousness === wanted.seriousness) &&
      (!wanted.seen || count(entry) > 0)
  );
  return wanted.search.trim()
    ? entries
    : entries.sort(
        (a, b) => Number(count(b) > 0) - Number(count(a) > 0) || severity(b) - severity(a) || count(b) - count(a)
      );
}
