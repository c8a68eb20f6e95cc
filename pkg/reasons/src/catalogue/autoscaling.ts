import { entries } from '../entry.ts';
import { KUBERNETES } from '../projects.ts';

export const autoscaling = entries(
  {
    ...KUBERNETES,
    emitter: 'kube-controller-manager',
    components: ['horizontal-pod-autoscaler'],
    path: 'pkg/controller/podautoscaler/horizontal.go',
  },
  {
    SuccessfulRescale: [
      'N',
      'notice',
      'HorizontalPodAutoscaler',
      'describe hpas history',
      'FailedRescale ScalingReplicaSet',
    ],
    FailedRescale: ['W', 'trouble', 'HorizontalPodAutoscaler', 'describe hpas', 'SuccessfulRescale'],
    FailedGetScale: ['W', 'trouble', 'HorizontalPodAutoscaler', 'describe yaml', 'FailedRescale'],
    FailedComputeMetricsReplicas: [
      'W',
      'trouble',
      'HorizontalPodAutoscaler',
      'describe metricsApi topPods',
      'FailedGetResourceMetric FailedGetExternalMetric',
    ],
    FailedGetResourceMetric: [
      'W',
      'trouble',
      'HorizontalPodAutoscaler',
      'describe metricsApi topPods',
      'FailedComputeMetricsReplicas FailedGetContainerResourceMetric',
    ],
    FailedGetContainerResourceMetric: [
      'W',
      'trouble',
      'HorizontalPodAutoscaler',
      'describe metricsApi topPods',
      'FailedGetResourceMetric',
    ],
    FailedGetPodsMetric: [
      'W',
      'trouble',
      'HorizontalPodAutoscaler',
      'describe metricsApi',
      'FailedGetObjectMetric FailedGetExternalMetric',
    ],
    FailedGetObjectMetric: ['W', 'trouble', 'HorizontalPodAutoscaler', 'describe metricsApi', 'FailedGetPodsMetric'],
    FailedGetExternalMetric: ['W', 'trouble', 'HorizontalPodAutoscaler', 'describe metricsApi', 'FailedGetPodsMetric'],
    InvalidMetricSourceType: ['W', 'trouble', 'HorizontalPodAutoscaler', 'yaml', 'FailedComputeMetricsReplicas'],
    SelectorRequired: ['W', 'trouble', 'HorizontalPodAutoscaler', 'describe yaml', 'InvalidSelector'],
    InvalidSelector: ['W', 'trouble', 'HorizontalPodAutoscaler', 'describe yaml', 'SelectorRequired'],
    AmbiguousSelector: ['W', 'trouble', 'HorizontalPodAutoscaler', 'hpas yaml', 'SelectorRequired'],
    FailedUpdateStatus: ['W', 'notice', 'HorizontalPodAutoscaler', 'describe', 'FailedRescale'],
  }
);
