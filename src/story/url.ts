import { flag } from '../view/url/codec';

/** `alone`: whether the story shows the object without related objects. */
export const storyUrl = { alone: flag('alone', false) };
