import { texts } from '../text.ts';

export const verticalPodAutoscaler = texts('vertical-pod-autoscaler', {
  EvictedByVPA: [
    'The pod was evicted so that it comes back with the recommended resources.',
    'Its requests differ much from what it uses',
  ],
  EvictedPod: [
    'The autoscaler has evicted a pod to change its resources.',
    'Its requests differ much from what it uses',
  ],
  InPlaceResizedByVPA: [
    "The pod's resources were changed in place to those recommended.",
    'Its requests differ from what it uses',
  ],
});
