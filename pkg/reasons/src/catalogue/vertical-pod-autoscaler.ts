import { entries } from '../entry.ts';
import { VERTICAL_POD_AUTOSCALER } from '../projects.ts';

export const verticalPodAutoscaler = entries(
  {
    ...VERTICAL_POD_AUTOSCALER,
    emitter: 'vertical-pod-autoscaler',
    components: ['vpa-updater'],
    path: 'vertical-pod-autoscaler/pkg/updater/restriction/pods_eviction_restriction.go',
  },
  {
    EvictedByVPA: ['N', 'notice', 'Pod', 'describe vpas', 'EvictedPod InPlaceResizedByVPA'],
    EvictedPod: ['N', 'notice', 'VerticalPodAutoscaler', 'describe vpas', 'EvictedByVPA'],
    InPlaceResizedByVPA: [
      'N',
      'notice',
      'Pod',
      'describe vpas',
      'kubelet/ResizeStarted EvictedByVPA',
      { path: 'vertical-pod-autoscaler/pkg/updater/restriction/pods_inplace_restriction.go' },
    ],
  }
);
