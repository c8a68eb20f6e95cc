import { texts } from '../text.ts';

export const argoRolloutsTraffic = texts('argo-rollouts', {
  UpdatedDestinationRule: ['The DestinationRule was pointed at the pods of the rollout.', 'A step of the rollout'],
  DestinationRuleNotFound: [
    'The DestinationRule that the rollout names does not exist.',
    'A typing error, or it was deleted',
  ],
  'Updated VirtualService': [
    "The VirtualService's weights or routes were changed for the rollout.",
    'A step of the rollout',
  ],
  VirtualServiceNotFound: [
    'The VirtualService that the rollout names does not exist.',
    'A typing error, or it was deleted',
  ],
  VirtualRouterNotFound: [
    'The App Mesh virtual router that the rollout needs does not exist.',
    'A typing error, or it was deleted',
  ],
  VirtualNodeNotFound: [
    'The App Mesh virtual node that the rollout needs does not exist.',
    'A typing error, or it was deleted',
  ],
  PatchingALBIngress: ['The Ingress of the AWS load balancer gets new weights or routes.', 'A step of the rollout'],
  CreatingCanaryIngress: [
    "A second Ingress is made, which gets the canary's share of the traffic.",
    'The first step of a rollout',
  ],
  PatchingCanaryIngress: ["The canary's Ingress gets a new weight.", 'A step of the rollout'],
  TrafficSplitCreated: ['A TrafficSplit was made for the rollout.', 'The first step of a rollout'],
  TrafficSplitNotCreated: [
    'The TrafficSplit for the rollout could not be made.',
    "The mesh's CRD is missing",
    'Missing rights',
  ],
  AnalysisRunTerminating: ['An analysis of the experiment is being ended.', 'The experiment is over'],
  ExperimentRunning: ["The experiment's pods are ready, and it is running.", 'All its templates are available'],
  ExperimentSuccessful: ['The experiment ended well.', 'Its analyses passed and its time is over'],
  ExperimentFailed: ['The experiment failed.', 'An analysis failed', 'Its pods did not become ready in time'],
  ExperimentError: [
    'The experiment could not be carried out.',
    'Its definition is not valid, or an analysis met an error',
  ],
  ExperimentInconclusive: ['The experiment could not decide.', 'An analysis was inconclusive'],
  TemplateProgressing: ["The pods of one of the experiment's templates are starting.", 'The experiment has begun'],
  TemplateRunning: ["The pods of one of the experiment's templates are ready.", 'The experiment continues'],
  TemplateSuccessful: [
    "One of the experiment's templates has run for its time.",
    'The experiment continues or is over',
  ],
  TemplateFailed: [
    "The pods of one of the experiment's templates did not become ready in time.",
    'Image, probe or scheduling',
  ],
  TemplateError: ["One of the experiment's templates could not be set up.", 'A quota or an admission webhook refuses'],
});
