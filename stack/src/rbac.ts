const collector = { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'collector' };
const metadata = { name: 'stack-collector' };
const apiVersion = 'rbac.authorization.k8s.io/v1';

/** What the stack's user `collector` may do, and no more: what deploy/ asks for on people's clusters. */
export const COLLECTOR_RBAC = [
  [
    'clusterroles',
    {
      apiVersion,
      kind: 'ClusterRole',
      metadata,
      rules: [
        { apiGroups: [''], resources: ['events'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update'] },
      ],
    },
  ],
  [
    'clusterrolebindings',
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata,
      subjects: [collector],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: metadata.name },
    },
  ],
] as const;
