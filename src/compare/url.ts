import { type Codecs, text, texts } from '../view/url/codec';

export interface CompareUrl {
  /** The period to compare with: empty for the one right before. */
  baseFrom: string;
  baseTo: string;
  /** The workloads whose objects are compared too, each as `cluster/namespace/Kind/name`. */
  opened: string[];
}

export const compareUrl: Codecs<CompareUrl> = {
  baseFrom: text('bfrom', ''),
  baseTo: text('bto', ''),
  opened: texts('open'),
};
