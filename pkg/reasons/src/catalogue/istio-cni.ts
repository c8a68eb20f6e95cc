import { entries } from '../entry.ts';
import { ISTIO } from '../projects.ts';

export const istioCni = entries(
  { ...ISTIO, emitter: 'istio', components: ['cni-repair'], path: 'cni/pkg/repair/repaircontroller.go' },
  {
    DeleteBrokenPod: ['W', 'trouble', 'Pod', 'describe node history', 'LabelBrokenPod'],
    LabelBrokenPod: ['W', 'trouble', 'Pod', 'describe node', 'DeleteBrokenPod'],
  }
);
