import { texts } from '../text.ts';

export const argoWorkflows = texts('argo-workflows', {
  WorkflowRunning: ['The workflow has begun.', 'It was submitted or its time has come'],
  WorkflowSucceeded: ['The workflow is complete.', 'All its steps succeeded'],
  WorkflowFailed: [
    'The workflow failed.',
    'A step failed',
    'Its definition is not valid',
    'A pod could not be created',
  ],
  WorkflowTimedOut: [
    'The workflow took longer than its deadline.',
    'A step hangs',
    'Its pods waited long to be scheduled',
  ],
  WorkflowNodeRunning: ['A step of the workflow has begun.', 'Its turn has come'],
  WorkflowNodeSucceeded: ['A step of the workflow succeeded.', 'Its container exited with 0'],
  WorkflowNodeFailed: [
    'A step of the workflow failed.',
    'Its container exited with an error',
    'It ran out of memory or time',
  ],
  WorkflowNodeError: [
    'A step of the workflow met an error outside its own container.',
    'Artifacts could not be fetched or kept',
    'The pod was deleted or its node lost',
  ],
  ArtifactGCFailed: ['Artifacts of the workflow could not be deleted.', 'Missing rights on the store'],
  PodLevelResourcesDropped: [
    'The cluster does not take the pod-level resources that the workflow asks for, so they were left out.',
    'A Kubernetes that is too old, or the feature is off',
  ],
  ResourceClaimsDropped: [
    'The cluster does not take the resource claims that the workflow asks for, so they were left out.',
    'A Kubernetes that is too old, or the feature is off',
  ],
  WorkflowEventBindingError: [
    'An event from outside could not be turned into a workflow.',
    "The binding's selector or parameters are wrong",
  ],
  Malformed: ["The scheduled workflow's definition cannot be read.", 'A typing error or an unknown field'],
});
