import { type Codecs, text } from '../view/url/codec';

export interface OverviewUrl {
  group: string;
  groupOrder: string;
  /** What the histogram's bars are split by. */
  bars: string;
}

export const overviewUrl: Codecs<OverviewUrl> = {
  group: text('by', 'namespace'),
  groupOrder: text('sort', 'warnings'),
  bars: text('bars', 'type'),
};
