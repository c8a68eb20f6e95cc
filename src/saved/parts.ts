import { compareUrl } from '../compare/url';
import { overviewUrl } from '../overview/url';
import { problemsUrl } from '../problems/url';
import { listUrl } from '../rows/url';
import { timelineUrl } from '../timeline/url';
import { type Codecs, parseUrl, written } from '../view/url/codec';
import { commonUrl } from '../view/url/common';
import { type PageName, PAGES } from './pages';

/** What a person can save of a page: what is filtered, how it is shown, and, on request, when. */
export type Part = 'filters' | 'display' | 'time';

const NONE = new URLSearchParams();

const { ds, filters, lines, base, left, fieldSelector, from, to, timeZone, refresh } = commonUrl;
const { order, fold, wrap, relative, columns } = listUrl;
const { baseFrom, baseTo } = compareUrl;
const { lanes, viewFrom, viewTo } = timelineUrl;

const FILTERS = { ds, filters, lines, base, left, fieldSelector };
const TIME = { from, to, timeZone, refresh, viewFrom, viewTo, baseFrom, baseTo };

/** How a page shows what it shows, as far as it has a choice. Reasons have no filters to save. */
const DISPLAY: Readonly<Partial<Record<PageName, object>>> = {
  problems: { muted: problemsUrl.muted },
  events: { ...overviewUrl, order, fold, wrap, relative, columns },
  timeline: { lanes },
  groups: overviewUrl,
  compare: {},
  live: { columns },
};

export const canBeSaved = (page: PageName): boolean => page in DISPLAY;

/** What is open on a page, and does not belong to another one. */
export const OPENED = ['event', 'problem'];

type AnyCodecs = Codecs<Record<string, unknown>>;

/** The codecs of a part of a page; those of the time are the same on each page. */
export const codecsOf = (part: Part, page: PageName): AnyCodecs =>
  ({ filters: FILTERS, time: TIME, display: DISPLAY[page] ?? {} })[part] as unknown as AnyCodecs;

/** The parameters of a part alone, as the app writes them. */
export function partOf(part: Part, page: PageName, params: URLSearchParams): URLSearchParams {
  const codecs = codecsOf(part, page);
  return written(NONE, codecs, parseUrl(codecs, params));
}

/** Whether an address filters something, shows it in its own way, or has something open. */
export const hasChoices = (params: URLSearchParams): boolean =>
  OPENED.some((key) => params.has(key)) ||
  PAGES.some((page) => partOf('filters', page, params).size + partOf('display', page, params).size > 0);

/** The parameters with a part taken from others. */
export function withPart(
  part: Part,
  page: PageName,
  params: URLSearchParams,
  others: URLSearchParams
): URLSearchParams {
  const codecs = codecsOf(part, page);
  return written(params, codecs, parseUrl(codecs, others));
}

/** Whether a part is the same: filters and their values are in no order. */
export const isSame = (part: Part, page: PageName, a: URLSearchParams, b: URLSearchParams): boolean =>
  inOrder(partOf(part, page, a)) === inOrder(partOf(part, page, b));

const inOrder = (params: URLSearchParams): string =>
  JSON.stringify(
    [...params].map(([key, value]) => `${key}=${key === filters.key ? valuesInOrder(value) : value}`).sort()
  );

function valuesInOrder(filter: string): string {
  const [, start = '', values = ''] = /^([^=]*=)(.*)$/s.exec(filter) ?? [];
  return start + values.split(',').sort().join(',');
}
