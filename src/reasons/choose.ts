import { type Entry, type Language, search, SERIOUSNESS } from '@kubernetes-events/reasons';
import { type Happened } from './happened';
import { type ReasonsUrl } from './url';

type Wanted = Omit<ReasonsUrl, 'entry'>;

const severity = ({ seriousness }: Entry) => SERIOUSNESS.indexOf(seriousness);

/**
 * The entries to show: the best match first for a search, else what happened before what did not, the more serious and
 * the more frequent first. Undefined if they depend on what happened and that is not known.
 */
export function chosen(
  wanted: Wanted,
  language: Language,
  happened: ReadonlyMap<string, Happened> | undefined
): Entry[] | undefined {
  if (wanted.seen && !happened) {
    return undefined;
  }
  const count = ({ id }: Entry) => happened?.get(id)?.count ?? 0;
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
