import { type EventRecord } from '@kubernetes-events/event';
import { type LokiError } from '../loki/error';
import { type Page, type PartialPage } from '../loki/list';
import { appended, type Order, prepended, unknownOf } from '../loki/pages';
import { type Span } from '../shared/time/range';

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
  /** The range that the list was last started in. */
  span?: Span;
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

/** A page, and the millisecond before it that could not be loaded completely. */
export interface ListPage extends PartialPage {
  cut?: number;
}

/** What happens to the list. */
export type Change =
  | { what: 'start'; span: Span }
  /** The list's first page, or `before` its start if that lies in the middle of the range. */
  | { what: 'started'; page: ListPage; question: string; before: boolean }
  | { what: 'loading' }
  | { what: 'more'; page: ListPage }
  | { what: 'before'; page: Page; order: Order }
  /** What arrived since the newest record: shown at once if the top of the list is in view, else kept. */
  | { what: 'fresh'; page: Page; atTop: boolean }
  | { what: 'show fresh' }
  /** The range has moved on, so that the end of the list that lies at the range's end may have more events. */
  | { what: 'time passed'; order: Order }
  | { what: 'failed'; part: Part; error: LokiError; question: string };

/** The list after a change. */
export function reduce(loaded: Loaded, change: Change): Loaded {
  switch (change.what) {
    case 'start':
      return { ...loaded, span: change.span, loading: true, stale: true, reached: undefined, failure: undefined };
    case 'started':
      return started(loaded, change);
    case 'loading':
      return { ...loaded, loading: true, failure: undefined };
    case 'more':
      return extended(loaded, change.page);
    case 'before':
      return precededBy(loaded, change);
    case 'fresh':
      return withFresh(loaded, change);
    case 'show fresh':
      return showing(loaded);
    case 'time passed':
      return change.order === 'oldest' ? { ...loaded, more: true } : { ...loaded, before: true };
    case 'failed':
      return failed(loaded, change);
  }
}

type Of<W extends Change['what']> = Extract<Change, { what: W }>;

const progress = ({ reached, whole }: PartialPage) => ({
  loading: reached !== undefined,
  reached,
  more: reached === undefined && !whole,
});

const started = (loaded: Loaded, { page, question, before }: Of<'started'>): Loaded => ({
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

const extended = (loaded: Loaded, page: ListPage): Loaded => ({
  ...loaded,
  ...progress(page),
  records: appended(loaded.records, page.records),
  cut: page.cut === undefined ? loaded.cut : [...loaded.cut, page.cut],
});

const precededBy = (loaded: Loaded, { page, order }: Of<'before'>): Loaded => ({
  ...loaded,
  loading: false,
  before: !page.whole,
  records: prepended(loaded.records, page.records, order),
});

function withFresh(loaded: Loaded, { page: { records, whole }, atTop }: Of<'fresh'>): Loaded {
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

const showing = (loaded: Loaded): Loaded => ({
  ...loaded,
  fresh: [],
  records: prepended(loaded.records, loaded.fresh, 'newest'),
});

/** Records of another question are dropped: they would read as the answer to this one. */
function failed(loaded: Loaded, { part, error, question }: Of<'failed'>): Loaded {
  const failure = { part, error };
  if (part === 'fresh') {
    return { ...loaded, failure };
  }
  const { generation, span } = loaded;
  const kept = loaded.question === question ? loaded : { ...NOTHING, generation, span };
  return { ...kept, loading: false, stale: false, reached: undefined, failure };
}
