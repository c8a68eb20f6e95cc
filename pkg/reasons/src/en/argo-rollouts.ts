import { texts } from '../text.ts';

export const argoRollouts = texts('argo-rollouts', {
  RolloutUpdated: [
    "The rollout's definition changed to a new revision.",
    'Someone or a pipeline changed the pod template',
  ],
  RolloutNotCompleted: ['The rollout to a new revision has begun and is not complete.', 'A new pod template'],
  RolloutCompleted: ['The rollout to the new revision is complete.', 'All steps and analyses passed'],
  RolloutStepCompleted: ['A step of the canary is done.', 'The rollout continues'],
  RolloutPaused: [
    'The rollout is paused.',
    'A pause step, a blue-green promotion that waits, or an inconclusive analysis',
  ],
  RolloutResumed: ['The rollout continues after a pause.', 'Someone promoted it, or the pause was over'],
  RolloutAborted: [
    'The rollout was aborted, and traffic goes back to the stable revision.',
    'An analysis failed',
    'The new pods did not become ready in time',
    'Someone aborted it',
  ],
  RolloutDeleted: ['The rollout was deleted.', 'Someone or a pipeline removed it'],
  RolloutAddedToInformer: [
    'The controller has come to know the rollout.',
    'A new rollout, or the controller has restarted',
  ],
  NewReplicaSetCreated: ['A ReplicaSet was made for the new revision.', 'A new pod template'],
  ReplicaSetCreateError: [
    'The ReplicaSet for the new revision could not be made.',
    'A quota or an admission webhook refuses',
  ],
  ReplicaSetUpdateError: [
    'A ReplicaSet of the experiment could not be changed.',
    'It was changed meanwhile',
    'The API server answers with errors',
  ],
  ScalingReplicaSet: [
    'A ReplicaSet of the rollout was scaled.',
    'A step of the rollout',
    'A change of replicas by hand or by an autoscaler',
  ],
  ReconciliationError: ['The controller could not bring the rollout up to date.', 'The message quotes the error'],
  SwitchService: [
    'A Service was pointed at another revision.',
    'A blue-green promotion, or a canary that becomes stable',
  ],
  SkipSteps: [
    "The canary's steps were skipped since the rollout goes back to a revision that is known.",
    'A rollback to the stable or a recent revision',
  ],
  TrafficRoutingError: [
    'The traffic could not be divided as the step asks for.',
    'The Ingress, VirtualService or the like does not exist or is not valid',
  ],
  TrafficWeightUpdated: ['The share of traffic for the canary was changed.', 'A step of the rollout'],
  WeightVerifyError: [
    'Whether the load balancer divides the traffic as requested could not be checked.',
    'Missing rights in the cloud',
  ],
  TargetGroupVerified: [
    "The load balancer's target group holds the pods of the new revision.",
    'A switch of a Service behind an AWS load balancer',
  ],
  TargetGroupUnverified: [
    "The load balancer's target group does not yet hold the pods of the new revision.",
    'The load balancer controller lags or fails',
  ],
  TargetGroupVerifyError: ["The load balancer's target group could not be read.", 'Missing rights in the cloud'],
  LoadBalancerNotFound: [
    'The load balancer of the Ingress was not found in the cloud.',
    'It is not made yet',
    'It was deleted',
  ],
  StepPluginTransition: ['A step that a plugin carries out has changed its state.', 'It began, ended or failed'],
  AnalysisRunRunning: ['An analysis of the new revision is running.', 'A step of the rollout'],
  AnalysisRunSuccessful: ['An analysis of the new revision was passed.', 'All metrics are within their limits'],
  AnalysisRunFailed: ['An analysis found the new revision wanting.', 'A metric is outside its limits'],
  AnalysisRunError: [
    'An analysis could not be carried out.',
    'The metrics server does not answer or the query is wrong',
  ],
  AnalysisRunInconclusive: [
    'An analysis could not decide, so the rollout waits for someone.',
    'A metric is neither clearly good nor bad',
  ],
  MetricSuccessful: ['A metric of the analysis was passed.', 'It is within its limits'],
  MetricFailed: ['A metric of the analysis failed.', 'It is outside its limits'],
  MetricError: [
    'A metric of the analysis could not be measured.',
    'The metrics server does not answer or the query is wrong',
  ],
  MetricInconclusive: ['A metric of the analysis could not decide.', 'It is neither clearly good nor bad'],
  ExperimentCreated: ['An experiment was started as a step of the rollout.', 'A step of the rollout'],
});
