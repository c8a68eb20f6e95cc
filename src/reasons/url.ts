import { type Codecs, flag, text } from '../view/url/codec';

/** What the catalogue of reasons shows; an empty text stands for any. */
export interface ReasonsUrl {
  search: string;
  emitter: string;
  seriousness: string;
  /** Only reasons of events in the time range. */
  seen: boolean;
  /** The entry whose details are open, by id. */
  entry: string;
}

export const reasonsUrl: Codecs<ReasonsUrl> = {
  search: text('find', ''),
  emitter: text('emitter', ''),
  seriousness: text('serious', ''),
  seen: flag('seen', false),
  entry: text('entry', ''),
};
