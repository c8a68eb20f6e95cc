import { texts } from '../text.ts';

export const autoscaling = texts('kube-controller-manager', {
  SuccessfulRescale: [
    'The autoscaler changed the number of replicas; the message says to what and why.',
    'A metric is above or below its target',
    'minReplicas or maxReplicas was changed',
  ],
  FailedRescale: [
    'The autoscaler could not set the new number of replicas.',
    'Missing rights on the scale of the target',
    'The target was changed meanwhile or refuses',
  ],
  FailedGetScale: [
    'The autoscaler could not read the scale of its target.',
    'scaleTargetRef names something that does not exist',
    'The kind has no scale subresource',
  ],
  FailedComputeMetricsReplicas: [
    'No number of replicas could be worked out as no metric could be had.',
    'The metrics server or adapter does not answer',
    'The pods have no requests for the resource',
  ],
  FailedGetResourceMetric: [
    'CPU or memory use of the pods could not be had.',
    'The metrics server is not installed or does not answer',
    'The pods have no requests for the resource',
    'The pods have only just started',
  ],
  FailedGetContainerResourceMetric: [
    'CPU or memory use of the named container could not be had.',
    'No container of that name',
    'The metrics server does not answer',
  ],
  FailedGetPodsMetric: [
    'A custom metric of the pods could not be had.',
    'No adapter for custom metrics is installed',
    'It does not know the metric',
  ],
  FailedGetObjectMetric: [
    'A custom metric of the named object could not be had.',
    'No adapter for custom metrics is installed',
    'The object or metric does not exist',
  ],
  FailedGetExternalMetric: [
    'An external metric could not be had.',
    'No adapter for external metrics is installed',
    'The query has no result',
  ],
  InvalidMetricSourceType: [
    'The autoscaler has a metric of a kind that the controller does not know.',
    'A typing error, or a newer API server than controller manager',
  ],
  SelectorRequired: [
    "The autoscaler's target names no selector for its pods.",
    'A custom resource whose scale leaves status.selector empty',
  ],
  InvalidSelector: [
    "The selector of the autoscaler's target cannot be read.",
    'A custom resource reports a malformed selector',
  ],
  AmbiguousSelector: [
    'Pods are selected by more than one autoscaler, so none of these acts.',
    'Two autoscalers for one workload, or overlapping selectors',
  ],
  FailedUpdateStatus: [
    "The autoscaler's status could not be written.",
    'It was changed meanwhile',
    'The API server answers with errors',
  ],
});
