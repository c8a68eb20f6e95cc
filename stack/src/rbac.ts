const apiGroup = 'rbac.authorization.k8s.io';
const apiVersion = `${apiGroup}/v1`;
const metadata = { name: 'stack-collector' };
const subjects = [{ kind: 'User', apiGroup, name: 'collector' }];

/** The namespace of the collector's kubeconfig, where its Lease is. */
const NAMESPACE = 'namespaces/default';

/**
 * What the stack's user `collector` may do, and no more: all events, the owners of the objects that they are about, and
 * leases in its own namespace.
 */
export const COLLECTOR_RBAC = [
  [
    'clusterroles',
    {
      apiVersion,
      kind: 'ClusterRole',
      metadata,
      rules: [
        { apiGroups: [''], resources: ['events'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
        { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['list', 'watch'] },
        { apiGroups: ['batch'], resources: ['jobs'], verbs: ['list', 'watch'] },
      ],
    },
  ],
  [
    'clusterrolebindings',
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata,
      subjects,
      roleRef: { apiGroup, kind: 'ClusterRole', name: metadata.name },
    },
  ],
  [
    `${NAMESPACE}/roles`,
    {
      apiVersion,
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update'] }],
    },
  ],
  [
    `${NAMESPACE}/rolebindings`,
    {
      apiVersion,
      kind: 'RoleBinding',
      metadata,
      subjects,
      roleRef: { apiGroup, kind: 'Role', name: metadata.name },
    },
  ],
] as const;
