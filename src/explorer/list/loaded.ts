import { type EventRecord } from '@kubernetes-events/event';
import { type LokiError } from '../../loki/error';
import { type Page } from '../../loki/list';
import { prepended } from './pages';

/** The part of the list that is loaded. */
export interface Loaded {
  records: EventRecord[];
  loading: boolean;
  /** Whether the records are those of the question before. */
  stale: boolean;
  /** Until where Loki was searched, in milliseconds, while it is. */
  reached?: number;
  /** Whether there is more beyond the last one. */
  more: boolean;
  /** Whether there may be some before the first one: the list was told to start in the middle. */
  before: boolean;
  /** What came since, while the person looks at something: to be shown when they like. */
  fresh: EventRecord[];
  /** Whether more came since than one page holds. */
  freshMore: boolean;
  error?: LokiError;
  /** Which question the records answer: another one starts the list anew. */
  generation: number;
}

export const NOTHING: Loaded = {
  records: [],
  loading: true,
  stale: false,
  more: false,
  before: false,
  fresh: [],
  freshMore: false,
  generation: 0,
};

/** With what came since the newest one: shown at once where the top is in view, else kept. */
export function withFresh(loaded: Loaded, { records, whole }: Page, atTop: boolean): Loaded {
  const known = new Set([...loaded.records.slice(0, records.length), ...loaded.fresh].map(({ id }) => id));
  const unknown = records.filter(({ id }) => !known.has(id));
  const next = {
    ...loaded,
    fresh: prepended(loaded.fresh, unknown, 'newest'),
    freshMore: loaded.freshMore || !whole,
  };
  return atTop && !next.freshMore ? showing(next) : next;
}

/** With what was kept shown. */
export const showing = (loaded: Loaded): Loaded => ({
  ...loaded,
  fresh: [],
  records: prepended(loaded.records, loaded.fresh, 'newest'),
});
