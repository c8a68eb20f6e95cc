import { texts } from '../text.ts';

export const istioCni = texts('istio', {
  DeleteBrokenPod: [
    "The pod started before Istio's network plugin was ready on its node, and is deleted so that a new one starts.",
    'The node is new, or the plugin was restarted',
  ],
  LabelBrokenPod: [
    "The pod started before Istio's network plugin was ready on its node, and is labelled as broken.",
    'The node is new, or the plugin was restarted',
  ],
});
