const apiGroup = 'rbac.authorization.k8s.io';
const apiVersion = `${apiGroup}/v1`;
const metadata = { name: 'stack-collector' };
const subjects = [{ kind: 'User', apiGroup, name: 'collector' }];

/**
 * What the stack's user `collector` may do, and no more: all events, the owners of the objects that they are about, and
 * leases in its own namespace.
 */
export const COLLECTOR_RBAC = [
  ...granted('ClusterRole', '', [
    { apiGroups: [''], resources: ['events'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
    { apiGroups: ['apps'], resources: ['replicasets', 'controllerrevisions'], verbs: ['list', 'watch'] },
    { apiGroups: ['apps'], resources: ['deployments', 'statefulsets', 'daemonsets'], verbs: ['list'] },
    { apiGroups: ['argoproj.io'], resources: ['rollouts'], verbs: ['list'] },
    { apiGroups: ['batch'], resources: ['jobs'], verbs: ['list', 'watch'] },
  ]),
  // The namespace of the collector's kubeconfig, where its Lease is.
  ...granted('Role', 'namespaces/default/', [
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update'] },
  ]),
];

/** A role with its binding, each with the path of its collection. */
function granted(kind: 'ClusterRole' | 'Role', folder: string, rules: object[]) {
  const path = `${folder}${kind.toLowerCase()}`;
  const roleRef = { apiGroup, kind, name: metadata.name };
  return [
    { path: `${path}s`, object: { apiVersion, kind, metadata, rules } },
    { path: `${path}bindings`, object: { apiVersion, kind: `${kind}Binding`, metadata, subjects, roleRef } },
  ];
}
