import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { callApi, mustCall } from '../../stack/src/api.ts';
import { kubeconfig } from '../../stack/src/credentials.ts';
import { type Stack } from '../../stack/src/stack.ts';
import { type Bed, until } from '../collector/harness.ts';
import { type KubernetesObject, one, type Rule } from './objects.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';

/** Creates or changes an object, as `kubectl apply --server-side` does. */
export async function apply(stack: Stack, object: KubernetesObject): Promise<void> {
  await mustCall(stack.apiServer(), 'PATCH', `${pathOf(object)}?fieldManager=test&force=true`, object);
}

/** Where an object is on the API server: enough for the kinds that are deployed here. */
export function pathOf({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const plural = `${kind.toLowerCase().replace(/y$/, 'ie')}s`;
  return `${root}${namespace ? `/namespaces/${namespace}` : ''}/${plural}/${name}`;
}

/** The service account of some objects, as a kubeconfig with a token that the API server issued for it. */
export async function kubeconfigOf(bed: Bed, objects: readonly KubernetesObject[]): Promise<string> {
  const account = one(objects, 'ServiceAccount');
  const server = bed.stack.apiServer();
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } };
  const { status } = (await mustCall(server, 'POST', `${pathOf(account)}/token`, request)) as {
    status: { token: string };
  };
  const { name, namespace } = account.metadata;
  const file = path.join(bed.folder, `${namespace}-${name}.kubeconfig`);
  writeFileSync(file, kubeconfig(server.url, server.ca, name, status.token, namespace));
  return file;
}

/** The configuration that the objects' ConfigMap mounts. */
export function configOf(objects: readonly KubernetesObject[]): Record<string, unknown> {
  return parse(one(objects, 'ConfigMap').data?.['config.yaml'] ?? '') as Record<string, unknown>;
}

/** The flags of the objects' only container, and its environment as a pod of theirs would have it. */
export function containerOf(objects: readonly KubernetesObject[]): { args: string[]; env: Record<string, string> } {
  const { metadata, spec } = objects.find(({ kind }) => /^(Deployment|StatefulSet)$/.test(kind))!;
  const { template } = spec as { template: { spec: { containers: [Container] } } };
  const { args, env = [] } = template.spec.containers[0];
  const valueOf = ({ value, valueFrom }: Variable): string =>
    valueFrom?.fieldRef.fieldPath === 'metadata.namespace' ? (metadata.namespace ?? '') : (value ?? '');
  return { args, env: Object.fromEntries(env.map((variable) => [variable.name, valueOf(variable)])) };
}

interface Variable {
  name: string;
  value?: string;
  valueFrom?: { fieldRef: { fieldPath: string } };
}

interface Container {
  args: string[];
  env?: Variable[];
}

/** Waits until the API server's authorizer knows whether an account may do something. */
export async function untilAllowed(
  stack: Stack,
  account: KubernetesObject,
  attributes: Record<string, string>,
  allowed: boolean
): Promise<void> {
  const user = `system:serviceaccount:${account.metadata.namespace}:${account.metadata.name}`;
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview' };
  const spec = { user, resourceAttributes: attributes };
  await until(async () => {
    const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
    const { body } = await callApi(stack.apiServer(), 'POST', path, { ...review, spec });
    return (body as { status: { allowed: boolean } }).status.allowed === allowed;
  }, 10_000);
}

/** Rules without one right: nothing else is taken away. */
export function without(rules: readonly Rule[], resource: string, verb: string): Rule[] {
  return rules.map((rule) =>
    rule.resources.includes(resource) ? { ...rule, verbs: rule.verbs.filter((one) => one !== verb) } : rule
  );
}

/** Replaces the rules of a Role or ClusterRole. A rule without verbs is left out: there can be none. */
export async function setRules(stack: Stack, role: KubernetesObject, rules: readonly Rule[]): Promise<void> {
  const { name, namespace } = role.metadata;
  const folder = namespace ? `namespaces/${namespace}/roles` : 'clusterroles';
  const left = rules.filter(({ verbs }) => verbs.length > 0);
  const patch = { rules: left };
  const type = 'application/merge-patch+json';
  await mustCall(stack.apiServer(), 'PATCH', `${RBAC}/${folder}/${name}`, patch, type);
}
