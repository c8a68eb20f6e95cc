import { texts } from '../text.ts';

export const argoCd = texts('argo-cd', {
  OperationStarted: [
    'A sync or other operation of the application has begun; the message says who asked for it.',
    'Someone pressed Sync',
    'The application syncs itself after a change in Git',
  ],
  OperationCompleted: [
    'A sync or other operation of the application is over; as a Warning it did not succeed.',
    'Manifests that the cluster refuses',
    'A hook or wave that failed',
  ],
  StatusRefreshed: [
    'The application could not be compared with Git.',
    'The repository is not reachable or the path is wrong',
    'Templates that do not render',
  ],
  ResourceUpdated: [
    "The application's sync or health status changed, or its definition was edited.",
    'The cluster differs from Git',
    'A workload became unhealthy or well again',
  ],
  ResourceCreated: [
    'Someone made the application or project through Argo CD.',
    'The user interface, the command line or the API',
  ],
  ResourceDeleted: [
    'Someone deleted the application, project or one of its resources through Argo CD.',
    'The user interface, the command line or the API',
  ],
  ResourceActionRan: [
    'Someone ran an action on a resource through Argo CD, such as a restart.',
    'The user interface, the command line or the API',
  ],
  Deleted: [
    'The ApplicationSet has deleted an application that its generators no longer yield.',
    'A cluster, folder or branch is gone',
  ],
  Updated: [
    "The ApplicationSet changed an application's finalizer before deleting it.",
    "The application's cluster is gone",
  ],
  created: ['The ApplicationSet has made an application.', 'Its generators yield something new'],
  updated: [
    'The ApplicationSet has brought an application up to date.',
    'Its template or generators yield something else',
  ],
});
