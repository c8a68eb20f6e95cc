import { text, type ValuesOf } from '../view/url/codec';

export const timelineUrl = {
  /** What the timeline has a lane for. */
  lanes: text('lanes', 'object'),
  /** The part of the range that the timeline shows, in milliseconds; empty for all of it. */
  viewFrom: text('vfrom', ''),
  viewTo: text('vto', ''),
};

export type TimelineUrl = ValuesOf<typeof timelineUrl>;
