import { texts } from '../text.ts';

export const verticalPodAutoscaler = texts('vertical-pod-autoscaler', {
  EvictedByVPA: ['Pod 被驱逐，以便按建议的资源重新创建。', '请求值与实际用量相差较大'],
  EvictedPod: ['自动扩缩器驱逐了一个 Pod 以更改其资源。', '请求值与实际用量相差较大'],
  InPlaceResizedByVPA: ['已就地将 Pod 的资源调整为建议值。', '请求值与实际用量不同'],
});
