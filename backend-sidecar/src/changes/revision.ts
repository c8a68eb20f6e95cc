import { type Event, type ObjectReference, text } from '@kubernetes-events/event';
import { newestTime } from '../kubernetes/managed-fields.ts';
import { readResource, type Resource } from '../kubernetes/resource.ts';
import { type Fields, fieldsOf, listOf, type Template } from './template.ts';

/** A ReplicaSet or a ControllerRevision: what is read of it. Of a list or a watch, its template is left out. */
export interface Revision {
  metadata?: Event['metadata'];
  /** Of a ControllerRevision. */
  revision?: unknown;
  spec?: unknown;
  data?: unknown;
}

/** The kinds whose revisions are recorded: `group/Kind` → the resource. */
export const OWNERS: Record<string, Resource> = {
  'apps/Deployment': readResource('apps/v1/deployments'),
  'apps/StatefulSet': readResource('apps/v1/statefulsets'),
  'apps/DaemonSet': readResource('apps/v1/daemonsets'),
  'argoproj.io/Rollout': readResource('argoproj.io/v1alpha1/rollouts'),
};

export type Owner = Required<Record<'apiVersion' | 'kind' | 'namespace' | 'name' | 'uid', string>> & {
  resource: Resource;
};

/** The workload that a revision is of; undefined if it is none whose revisions are recorded. */
export function ownerOf({ metadata }: Revision): Owner | undefined {
  const owner = listOf(metadata?.ownerReferences).find(({ controller }) => controller === true);
  const [apiVersion, kind] = [text(owner?.apiVersion), text(owner?.kind)];
  const resource = OWNERS[`${apiVersion.split('/', 1)[0]}/${kind}`];
  const namespace = text(metadata?.namespace);
  return resource && { apiVersion, kind, namespace, name: text(owner?.name), uid: text(owner?.uid), resource };
}

export function referenceTo({ resource: _, ...reference }: Owner): ObjectReference {
  return reference;
}

const [ANNOTATION, ARGO_ANNOTATION] = ['deployment.kubernetes.io/revision', 'rollout.argoproj.io/revision'];

/** The number of the revision; 0 for none. */
export function numberOf(revision: Revision): number {
  const annotations = annotationsOf(revision);
  return Number(revision.revision ?? annotations[ANNOTATION] ?? annotations[ARGO_ANNOTATION] ?? 0) || 0;
}

/** The number that it had before, where its annotations say that; 0 if they do not. */
export function numberBefore(revision: Revision): number {
  return historyOf(revision).at(-1) ?? 0;
}

/** The highest number below this one that it has or had, as far as its annotations say that; 0 for none. */
export function numberBelow(revision: Revision, number: number): number {
  return Math.max(0, ...[...historyOf(revision), numberOf(revision)].filter((each) => each < number));
}

function historyOf(revision: Revision): number[] {
  const annotations = annotationsOf(revision);
  const history = annotations[`${ANNOTATION}-history`] ?? annotations[`${ARGO_ANNOTATION}-history`];
  return text(history).split(',').map(Number).filter(Boolean);
}

/** Whether it has had another number. A ControllerRevision is written again for nothing else. */
export function wasBefore(revision: Revision): boolean {
  const { metadata } = revision;
  return revision.revision === undefined
    ? numberBefore(revision) > 0
    : newestTime(metadata) > text(metadata?.creationTimestamp);
}

function annotationsOf({ metadata }: Revision): Fields {
  return fieldsOf(metadata?.annotations);
}

/** The pod template of a whole revision. */
export function templateOf({ spec, data }: Revision): Template {
  return fieldsOf(fieldsOf(spec).template ?? fieldsOf(fieldsOf(data).spec).template);
}
