import { type Codec, flag, text, words } from '../view/url/codec';

export const DEFAULT_COLUMNS = ['reason', 'object', 'message', 'count', 'namespace', 'host'];

/** Where in time the list starts, in milliseconds; 0 for the range's end. */
const at: Codec<number> = {
  key: 'at',
  initial: 0,
  parse: ([value]) => Math.max(0, Number(value) || 0),
  format: (ms) => (ms > 0 ? [String(Math.round(ms))] : []),
};

export const listUrl = {
  order: text<'newest' | 'oldest'>('order', 'newest'),
  at,
  fold: flag('fold', true),
  wrap: flag('wrap', false),
  relative: flag('rel', false),
  columns: words('cols', DEFAULT_COLUMNS),
};
