import { type EventRecord } from '@kubernetes-events/event';
import { type LokiError } from '../loki/error';
import { type Page, type PartialPage } from '../loki/list';
import { appended, type Order, prepended, unknownOf } from '../loki/pages';

/** A part of the list that is loaded on its own: its start, what follows, what precedes, what is new. */
export type Part = 'start' | 'more' | 'before' | 'fresh';

/** The part of the list that is loaded. */
export interface Loaded {
  records: EventRecord[];
  /** The question that the records answer; empty before the first answer. */
  question: string;
  loading: boolean;
  /** Whether the records answer an earlier question, or were loaded before the refresh that is running. */
  stale: boolean;
  /** How far Loki has been searched, in milliseconds, while it is. */
  reached?: number;
  /** Whether there is more beyond the last record. */
  more: boolean;
  /** Whether there may be more before the first record: the list starts in the middle of the range. */
  before: boolean;
  /** Milliseconds that hold more events than Loki returns at once: the rest of theirs is missing. */
  cut: readonly number[];
  /** What arrived while the reader looks further down: shown when they ask for it. */
  fresh: EventRecord[];
  /** Whether more arrived than one page holds. */
  freshMore: boolean;
  /** The part that could not be loaded, and why. The records are kept if they answer the question. */
  failure?: { part: Part; error: LokiError };
  /** Goes up when the list starts again from its first page. */
  generation: number;
}

export const NOTHING: Loaded = {
  records: [],
  question: '',
  loading: true,
  stale: false,
  more: false,
  before: false,
  cut: [],
  fresh: [],
  freshMore: false,
  generation: 0,
};

export const starting = (loaded: Loaded): Loaded => ({
  ...loaded,
  loading: true,
  stale: true,
  reached: undefined,
  failure: undefined,
});

export const loadingPart = (loaded: Loaded): Loaded => ({ ...loaded, loading: true, failure: undefined });

/** A page, and the millisecond before it that could not be loaded completely. */
export interface ListPage extends PartialPage {
  cut?: number;
}

const progress = ({ reached, whole }: PartialPage) => ({
  loading: reached !== undefined,
  reached,
  more: reached === undefined && !whole,
});

/** With the first page of the list in place of all records. */
export const started = (loaded: Loaded, page: ListPage, question: string, before: boolean): Loaded => ({
  ...loaded,
  ...progress(page),
  records: page.records,
  question,
  stale: false,
  before,
  cut: [],
  fresh: [],
  freshMore: false,
  generation: loaded.generation + 1,
});

/** With the next page after the last record. */
export const extended = (loaded: Loaded, page: ListPage): Loaded => ({
  ...loaded,
  ...progress(page),
  records: appended(loaded.records, page.records),
  cut: page.cut === undefined ? loaded.cut : [...loaded.cut, page.cut],
});

/** With the page before the first record. */
export const precededBy = (loaded: Loaded, { records, whole }: Page, order: Order): Loaded => ({
  ...loaded,
  loading: false,
  before: !whole,
  records: prepended(loaded.records, records, order),
});

/** With what arrived since the newest record: shown at once if the top is in view, else kept. */
export function withFresh(loaded: Loaded, { records, whole }: Page, atTop: boolean): Loaded {
  const unknown = unknownOf(unknownOf(records, loaded.records), loaded.fresh);
  const hasGap = !whole && unknown.length === records.length;
  const next: Loaded = {
    ...loaded,
    failure: undefined,
    fresh: prepended(loaded.fresh, unknown, 'newest'),
    freshMore: loaded.freshMore || hasGap,
  };
  return atTop && !next.freshMore ? showing(next) : next;
}

/** With what was kept shown. */
export const showing = (loaded: Loaded): Loaded => ({
  ...loaded,
  fresh: [],
  records: prepended(loaded.records, loaded.fresh, 'newest'),
});

/** A part failed. Records of another question are dropped: they would read as the answer to this one. */
export function failed(loaded: Loaded, part: Part, error: LokiError, question: string): Loaded {
  if (part === 'fresh') {
    return { ...loaded, failure: { part, error } };
  }
  const kept = loaded.question === question ? loaded : { ...NOTHING, generation: loaded.generation };
  return { ...kept, loading: false, stale: false, reached: undefined, failure: { part, error } };
}

/** Time has passed: the ends that lie at the range's end may have more by now. */
export const continued = (loaded: Loaded, order: Order): Loaded =>
  order === 'oldest' ? { ...loaded, more: true } : { ...loaded, before: true };
