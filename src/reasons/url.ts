import { flag, text, type ValuesOf } from '../view/url/codec';

/** What the catalogue of reasons shows; an empty text stands for any. */
export const reasonsUrl = {
  search: text('find', ''),
  emitter: text('emitter', ''),
  seriousness: text('serious', ''),
  /** Only reasons of events in the time range. */
  seen: flag('seen', false),
  /** The entry whose details are open, by id. */
  entry: text('entry', ''),
};

export type ReasonsUrl = ValuesOf<typeof reasonsUrl>;
