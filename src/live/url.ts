import { type Codecs, flag } from '../view/url/codec';

export interface LiveUrl {
  paused: boolean;
}

export const liveUrl: Codecs<LiveUrl> = { paused: flag('paused', false) };
