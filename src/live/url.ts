import { flag } from '../view/url/codec';

export const liveUrl = { paused: flag('paused', false) };
