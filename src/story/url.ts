import { type Codecs, flag } from '../view/url/codec';

export interface StoryUrl {
  /** Whether the story shows the object alone, without related objects. */
  alone: boolean;
}

export const storyUrl: Codecs<StoryUrl> = { alone: flag('alone', false) };
