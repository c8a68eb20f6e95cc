import { type Filter, identityOf, type LineFilter, OBJECT_PARTS, type ObjectIdentity } from '@kubernetes-events/logql';
import { formatFilter, formatLine, parseFilter, parseLine } from './filters';
import { variableFilters, variableSource } from './variables';

/**
 * What is on screen, as the URL holds it: a link shows another person the same. The parts of an object's identity are
 * those of the object whose story is open.
 */
export interface ViewState extends ObjectIdentity {
  /** The Loki data source's uid; empty for the configured or the first one. */
  ds: string;
  /** As Grafana writes time ranges: `now-3h`, or milliseconds since the epoch. */
  from: string;
  to: string;
  /** A time zone as Grafana names it: `browser`, `utc`, an IANA name; empty for the person's own. */
  timeZone: string;
  /** How often to refresh, as `10s`; empty for never. */
  refresh: string;
  filters: Filter[];
  lines: LineFilter[];
  /** LogQL matchers in place of the configured ones, where a link came with some; as between braces. */
  base: string;
  /** What of the query that a link came from is not in the filters, as it was written. */
  left: string[];
  /** A kubectl field selector, as typed. */
  fieldSelector: string;
  group: string;
  groupOrder: string;
  /** What the histogram's bars are split by. */
  bars: string;
  order: 'newest' | 'oldest';
  /** Where in time the list starts, in milliseconds; 0 for the range's end. */
  at: number;
  fold: boolean;
  wrap: boolean;
  relative: boolean;
  columns: string[];
  /** The event whose details are open, by its record's id. */
  event: string;
  /** The period to compare with: empty for the one right before. */
  baseFrom: string;
  baseTo: string;
  /** What the timeline has a lane for. */
  lanes: string;
  /** The part of the range that the timeline shows, in milliseconds; empty for all of it. */
  viewFrom: string;
  viewTo: string;
  /** Which of the objects that have had this name the story is of, by uid; empty for the latest. */
  uid: string;
  /** Whether the story tells of the object alone, without those that it belongs with. */
  alone: boolean;
  /** Whether the live view stands still. */
  paused: boolean;
  /** The catalogue of reasons: what is looked for, from whom, how serious, only what happened; the entry shown. */
  search: string;
  emitter: string;
  seriousness: string;
  seen: boolean;
  entry: string;
}

export const DEFAULT_COLUMNS = ['reason', 'object', 'message', 'count', 'namespace', 'host'];

interface Codec<T> {
  key: string;
  initial: T;
  parse(values: string[]): T;
  format(value: T): string[];
}

const text = <T extends string>(key: string, initial: T): Codec<T> => ({
  key,
  initial,
  parse: ([value]) => (value as T | undefined) ?? initial,
  format: (value) => (value === initial ? [] : [value]),
});

const flag = (key: string, initial: boolean): Codec<boolean> => ({
  key,
  initial,
  parse: ([value]) => (value === undefined ? initial : value === '1'),
  format: (value) => (value === initial ? [] : [value ? '1' : '0']),
});

const words = (key: string, initial: string[]): Codec<string[]> => ({
  key,
  initial,
  parse: ([value]) => (value ? value.split(',') : initial),
  format: (value) => (value.join() === initial.join() ? [] : [value.join(',')]),
});

const CODECS: { [F in keyof ViewState]: Codec<ViewState[F]> } = {
  ds: text('ds', ''),
  from: text('from', 'now-3h'),
  to: text('to', 'now'),
  timeZone: text('timezone', ''),
  refresh: text('refresh', ''),
  filters: {
    key: 'f',
    initial: [],
    parse: (values) => values.flatMap((value) => parseFilter(value) ?? []),
    format: (filters) => filters.map(formatFilter),
  },
  lines: {
    key: 'q',
    initial: [],
    parse: (values) => values.flatMap((value) => parseLine(value) ?? []),
    format: (lines) => lines.map(formatLine),
  },
  base: text('base', ''),
  left: { key: 'left', initial: [], parse: (values) => values, format: (stages) => stages },
  fieldSelector: text('fs', ''),
  group: text('by', 'namespace'),
  groupOrder: text('sort', 'warnings'),
  bars: text('bars', 'type'),
  order: text('order', 'newest'),
  at: {
    key: 'at',
    initial: 0,
    parse: ([value]) => Math.max(0, Number(value) || 0),
    format: (at) => (at > 0 ? [String(Math.round(at))] : []),
  },
  fold: flag('fold', true),
  wrap: flag('wrap', false),
  relative: flag('rel', false),
  columns: words('cols', DEFAULT_COLUMNS),
  event: text('event', ''),
  cluster: text(OBJECT_PARTS.cluster.param, ''),
  kind: text(OBJECT_PARTS.kind.param, ''),
  namespace: text(OBJECT_PARTS.namespace.param, ''),
  name: text(OBJECT_PARTS.name.param, ''),
  baseFrom: text('bfrom', ''),
  baseTo: text('bto', ''),
  lanes: text('lanes', 'object'),
  viewFrom: text('vfrom', ''),
  viewTo: text('vto', ''),
  uid: text('uid', ''),
  alone: flag('alone', false),
  paused: flag('paused', false),
  search: text('find', ''),
  emitter: text('emitter', ''),
  seriousness: text('serious', ''),
  seen: flag('seen', false),
  entry: text('entry', ''),
};

/** What is on screen where the address says nothing. */
export const initialState: ViewState = parseState('');

export function parseState(search: string): ViewState {
  const params = new URLSearchParams(search);
  const state = Object.fromEntries(
    Object.entries(CODECS).map(([field, codec]) => [field, codec.parse(params.getAll(codec.key))])
  ) as unknown as ViewState;
  return withVariables(state, params);
}

/** What a dashboard's link hands on besides; where it says the same by a filter, that is the nearer one. */
function withVariables(state: ViewState, params: URLSearchParams): ViewState {
  const said = new Set(state.filters.map(({ field }) => field));
  const handed = variableFilters(params).filter(({ field }) => !said.has(field));
  const ds = state.ds || variableSource(params);
  return handed.length > 0 || ds !== state.ds ? { ...state, ds, filters: [...handed, ...state.filters] } : state;
}

/** The URL's search part; what is as at first is left out, so that links stay short. */
export function formatState(state: ViewState): string {
  const params = new URLSearchParams();
  for (const field of Object.keys(CODECS) as Array<keyof ViewState>) {
    const codec = CODECS[field] as Codec<unknown>;
    codec.format(state[field]).forEach((value) => params.append(codec.key, value));
  }
  const search = params.toString();
  return search && `?${search}`;
}

/** The state after a change. What lies in the old time range, the timeline's zoom and the list's place, leaves with it. */
export function changed(state: ViewState, change: Partial<ViewState>): ViewState {
  const { from = state.from, to = state.to } = change;
  const newRange = from !== state.from || to !== state.to;
  return { ...state, ...(newRange && { viewFrom: '', viewTo: '', at: 0 }), ...change };
}

/** Opens the story of an object. */
export const storyState = (object: ObjectIdentity): Partial<ViewState> => ({
  ...identityOf(object),
  uid: '',
  event: '',
});
