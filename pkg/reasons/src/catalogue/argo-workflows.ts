import { entries } from '../entry.ts';
import { ARGO_WORKFLOWS } from '../projects.ts';

export const argoWorkflows = entries(
  {
    ...ARGO_WORKFLOWS,
    emitter: 'argo-workflows',
    components: ['workflow-controller'],
    path: 'workflow/controller/operator.go',
  },
  {
    WorkflowRunning: ['N', 'routine', 'Workflow', 'describe workflow', 'WorkflowSucceeded WorkflowFailed'],
    WorkflowSucceeded: ['N', 'routine', 'Workflow', 'describe workflow', 'WorkflowRunning'],
    WorkflowFailed: ['W', 'severe', 'Workflow', 'describe workflow', 'WorkflowNodeFailed WorkflowNodeError'],
    WorkflowTimedOut: ['W', 'severe', 'Workflow', 'describe workflow', 'WorkflowFailed'],
    WorkflowNodeRunning: ['N', 'routine', 'Workflow Pod', 'describe workflow', 'WorkflowNodeSucceeded'],
    WorkflowNodeSucceeded: ['N', 'routine', 'Workflow Pod', 'describe workflow', 'WorkflowNodeFailed'],
    WorkflowNodeFailed: [
      'W',
      'severe',
      'Workflow Pod',
      'describe workflow podLogs',
      'WorkflowNodeError WorkflowFailed',
    ],
    WorkflowNodeError: ['W', 'severe', 'Workflow Pod', 'describe workflow', 'WorkflowNodeFailed'],
    ArtifactGCFailed: [
      'W',
      'trouble',
      'Workflow',
      'describe workflow',
      'WorkflowFailed',
      { path: 'workflow/controller/artifact_gc.go' },
    ],
    PodLevelResourcesDropped: [
      'W',
      'notice',
      'Workflow',
      'yaml workflow',
      'ResourceClaimsDropped',
      { path: 'workflow/controller/workflowpod_submit.go' },
    ],
    ResourceClaimsDropped: [
      'W',
      'notice',
      'Workflow',
      'yaml workflow',
      'PodLevelResourcesDropped',
      { path: 'workflow/controller/workflowpod_submit.go' },
    ],
    WorkflowEventBindingError: [
      'W',
      'trouble',
      'WorkflowEventBinding',
      'describe yaml',
      'Malformed',
      { path: 'server/event/dispatch/operation.go' },
    ],
    Malformed: [
      'W',
      'trouble',
      'CronWorkflow',
      'describe yaml',
      'WorkflowEventBindingError',
      { path: 'workflow/cron/controller.go' },
    ],
  }
);
