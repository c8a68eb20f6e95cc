import { text } from '../view/url/codec';

export const overviewUrl = {
  group: text('by', 'namespace'),
  groupOrder: text('sort', 'warnings'),
  /** What the histogram's bars are split by. */
  bars: text('bars', 'type'),
};
