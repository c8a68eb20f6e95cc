import { entries } from '../entry.ts';
import { ARGO_CD } from '../projects.ts';

export const argoCd = entries(
  {
    ...ARGO_CD,
    emitter: 'argo-cd',
    components: ['argocd-application-controller', 'argocd-server'],
    path: 'util/argo/audit_logger.go',
  },
  {
    OperationStarted: ['N', 'notice', 'Application', 'describe application', 'OperationCompleted'],
    OperationCompleted: ['B', 'notice', 'Application', 'describe application', 'OperationStarted ResourceUpdated'],
    StatusRefreshed: ['W', 'trouble', 'Application', 'describe application', 'ResourceUpdated'],
    ResourceUpdated: [
      'N',
      'notice',
      'Application AppProject ApplicationSet',
      'describe application',
      'OperationCompleted',
    ],
    ResourceCreated: [
      'N',
      'notice',
      'Application AppProject ApplicationSet',
      'describe application',
      'ResourceDeleted',
    ],
    ResourceDeleted: ['N', 'notice', 'Application AppProject ApplicationSet', 'application', 'ResourceCreated'],
    ResourceActionRan: ['N', 'notice', 'Application', 'describe application', 'ResourceUpdated'],
    Deleted: [
      'N',
      'notice',
      'ApplicationSet',
      'describe application',
      'ResourceDeleted',
      { path: 'applicationset/controllers/applicationset_controller.go', components: ['applicationset-controller'] },
    ],
    Updated: [
      'N',
      'notice',
      'ApplicationSet',
      'describe application',
      'Deleted',
      { path: 'applicationset/controllers/applicationset_controller.go', components: ['applicationset-controller'] },
    ],
    created: [
      'N',
      'notice',
      'ApplicationSet',
      'describe application',
      'Deleted updated',
      { path: 'applicationset/controllers/applicationset_controller.go', components: ['applicationset-controller'] },
    ],
    updated: [
      'N',
      'notice',
      'ApplicationSet',
      'describe application',
      'created Updated',
      { path: 'applicationset/controllers/applicationset_controller.go', components: ['applicationset-controller'] },
    ],
  }
);
