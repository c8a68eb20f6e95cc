import { type Codecs, flag, text, words } from '../view/url/codec';

export interface ListUrl {
  order: 'newest' | 'oldest';
  /** Where in time the list starts, in milliseconds; 0 for the range's end. */
  at: number;
  fold: boolean;
  wrap: boolean;
  relative: boolean;
  columns: string[];
}

export const DEFAULT_COLUMNS = ['reason', 'object', 'message', 'count', 'namespace', 'host'];

export const listUrl: Codecs<ListUrl> = {
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
};
