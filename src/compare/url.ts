import { type Codecs, text } from '../view/url/codec';

/** The period to compare with: empty for the one right before. */
export interface CompareUrl {
  baseFrom: string;
  baseTo: string;
}

export const compareUrl: Codecs<CompareUrl> = { baseFrom: text('bfrom', ''), baseTo: text('bto', '') };
