import { flag, text } from '../view/url/codec';

/** Which problem is open, and whether those that are muted are listed. */
export const problemsUrl = {
  /** A problem's id; empty for the first. */
  problem: text('problem', ''),
  muted: flag('muted', false),
};
