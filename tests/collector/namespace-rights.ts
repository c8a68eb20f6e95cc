import { callApi } from '../../stack/src/api.ts';
import { type Stack } from '../../stack/src/stack.ts';

const SUBJECT = { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'collector' };
const ROLE = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'namespace-reader' };
const metadata = { name: ROLE.name };
const rules = [{ apiGroups: [''], resources: ['namespaces'], verbs: ['list', 'watch'] }];

/** Lets the stack's user `collector` read namespaces, as the chart does if their labels are needed; again does no harm. */
export async function grantNamespaces(stack: Stack): Promise<void> {
  const folder = '/apis/rbac.authorization.k8s.io/v1';
  await callApi(stack.apiServer(), 'POST', `${folder}/clusterroles`, { metadata, rules });
  const binding = { metadata, subjects: [SUBJECT], roleRef: ROLE };
  await callApi(stack.apiServer(), 'POST', `${folder}/clusterrolebindings`, binding);
}
