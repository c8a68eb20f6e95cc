import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { binaryOf } from '../../stack/src/build.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const DEPLOY = path.join(ROOT, 'deploy');
export const CHART = path.join(DEPLOY, 'chart');

export interface Rule {
  apiGroups: string[];
  resources: string[];
  resourceNames?: string[];
  verbs: string[];
}

/** A Kubernetes object, as far as tests look at it. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  rules?: Rule[];
  data?: Record<string, string>;
  spec?: Record<string, unknown>;
  [other: string]: unknown;
}

/** The objects of a YAML text with `---` between them. @throws on text that is no YAML */
export function objectsOf(text: string): KubernetesObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors[0]) {
      throw document.errors[0];
    }
    const object = document.toJS() as KubernetesObject | null;
    return object ? [object] : [];
  });
}

/** What `kubectl apply -f` gets. */
export function manifest(): KubernetesObject[] {
  return objectsOf(readFileSync(path.join(DEPLOY, 'loki-event-collector.yaml'), 'utf8'));
}

/** What `kubectl apply -k` makes of a folder under deploy/. */
export function kustomized(folder: string): KubernetesObject[] {
  return objectsOf(run(binaryOf('kubectl'), ['kustomize', path.join(DEPLOY, folder)]));
}

/** What `helm install` sends to the API server. @throws with Helm's words where it refuses the values */
export function rendered(
  values: object = {},
  { release = 'loki-event-collector', namespace = 'kubernetes-events' } = {}
): KubernetesObject[] {
  const args = ['template', release, CHART, '--namespace', namespace, '--values', '-'];
  return objectsOf(run(binaryOf('helm'), args, JSON.stringify(values)));
}

/** Runs a command; gives what it wrote. @throws with what it complained about */
export function run(command: string, args: string[], input = ''): string {
  const options = { input, cwd: ROOT, encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 26 } as const;
  return execFileSync(command, args, options);
}

/** One object of several. @throws where there is none */
export function one(objects: readonly KubernetesObject[], kind: string, name?: string): KubernetesObject {
  const found = objects.find((object) => object.kind === kind && (!name || object.metadata.name === name));
  if (!found) {
    throw new Error(`no ${kind} ${name ?? ''} among ${objects.map((object) => object.kind).join(', ')}`);
  }
  return found;
}
