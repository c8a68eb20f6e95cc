import { text, texts } from '../view/url/codec';

export const compareUrl = {
  /** The period to compare with: empty for the one right before. */
  baseFrom: text('bfrom', ''),
  baseTo: text('bto', ''),
  /** The workloads whose objects are compared too, each as `cluster/namespace/Kind/name`. */
  opened: texts('open'),
};
