import { type ObjectMeta, text } from '@kubernetes-events/event';
import { resourceOf } from '../kubernetes/resource.ts';

/** The object that controls another, as its owner reference names it. */
export interface Owner {
  kind: string;
  name: string;
  /** Empty if only the owner's name is known. */
  uid: string;
  /** Its resource, as {@link resourceOf} names it. */
  resource: string;
}

/** Labels that distinguish the pods and ReplicaSets of a rollout → the kind that rolls out. */
const TEMPLATE_HASHES = [
  ['rollouts-pod-template-hash', 'argoproj.io/v1alpha1', 'Rollout'],
  ['pod-template-hash', 'apps/v1', 'Deployment'],
] as const;

/** What the API server's copy of a static pod has: the uid that the kubelet knows the pod by. */
const MIRROR = 'kubernetes.io/config.mirror';

/** An object as owner references and events name it. */
type Reference = Partial<Record<'apiVersion' | 'kind' | 'name' | 'uid' | 'controller', unknown>>;

export function ownerFrom({ apiVersion, kind, name, uid }: Reference): Owner {
  return { kind: text(kind), name: text(name), uid: text(uid), resource: resourceOf(text(apiVersion), text(kind)) };
}

/**
 * An object's controller; null where it has none, and for the copy of a static pod, whose owner is only the Node that
 * runs it.
 *
 * A ReplicaSet's pod alone names the Deployment: the ReplicaSet's name is the Deployment's and the template's hash,
 * which is a label of the pod. So it is known still when the ReplicaSet is gone, as after `kubectl delete deployment`.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/controller/deployment/sync.go (getNewReplicaSet)
 */
export function controllerOf(metadata: ObjectMeta): Owner | null {
  const references = (metadata.ownerReferences ?? []) as Reference[];
  const reference = references.find(({ controller }) => controller === true);
  if (!reference || mirrored(metadata)) {
    return null;
  }
  const owner = ownerFrom(reference);
  return (owner.kind === 'ReplicaSet' && rolledOut(owner.name, metadata.labels ?? {})) || owner;
}

function rolledOut(replicaSet: string, labels: Record<string, unknown>): Owner | undefined {
  for (const [label, apiVersion, kind] of TEMPLATE_HASHES) {
    const suffix = `-${text(labels[label])}`;
    if (suffix.length > 1 && replicaSet.endsWith(suffix) && replicaSet.length > suffix.length) {
      return ownerFrom({ apiVersion, kind, name: replicaSet.slice(0, -suffix.length) });
    }
  }
  return undefined;
}

/** The uid that the kubelet's events have for a static pod, where this is the copy of one. */
export function mirrored(metadata: ObjectMeta): string | undefined {
  return metadata.annotations?.[MIRROR] || undefined;
}

export function sameOwner(a: Owner | null, b: Owner | null): boolean {
  return a === b || (a !== null && b !== null && a.uid === b.uid && a.name === b.name && a.kind === b.kind);
}
