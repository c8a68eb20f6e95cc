import { type Codecs, text } from '../view/url/codec';

export interface TimelineUrl {
  /** What the timeline has a lane for. */
  lanes: string;
  /** The part of the range that the timeline shows, in milliseconds; empty for all of it. */
  viewFrom: string;
  viewTo: string;
}

export const timelineUrl: Codecs<TimelineUrl> = {
  lanes: text('lanes', 'object'),
  viewFrom: text('vfrom', ''),
  viewTo: text('vto', ''),
};
