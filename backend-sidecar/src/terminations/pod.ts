import { type ObjectMeta } from '@kubernetes-events/event';

/**
 * What is read of a core/v1 Pod. Every field may be missing.
 *
 * Source: https://github.com/kubernetes/api/blob/v0.37.2/core/v1/types.go (`type Pod struct`)
 */
export interface Pod {
  metadata?: ObjectMeta | null;
  spec?: {
    nodeName?: string | null;
    containers?: ContainerSpec[] | null;
    initContainers?: ContainerSpec[] | null;
    resources?: Resources | null;
  } | null;
  status?: {
    phase?: string | null;
    reason?: string | null;
    message?: string | null;
    conditions?: Condition[] | null;
    initContainerStatuses?: ContainerStatus[] | null;
    containerStatuses?: ContainerStatus[] | null;
    ephemeralContainerStatuses?: ContainerStatus[] | null;
  } | null;
}

export interface Resources {
  limits?: Record<string, unknown> | null;
}

interface ContainerSpec {
  name?: string | null;
  restartPolicy?: string | null;
  resources?: Resources | null;
}

export interface Condition {
  type?: string | null;
  status?: string | null;
  reason?: string | null;
  message?: string | null;
  lastTransitionTime?: string | null;
}

export interface ContainerStatus {
  name?: string | null;
  image?: string | null;
  containerID?: string | null;
  restartCount?: number | null;
  state?: { terminated?: Terminated | null } | null;
  lastState?: { terminated?: Terminated | null } | null;
}

export interface Terminated {
  exitCode?: number | null;
  signal?: number | null;
  reason?: string | null;
  message?: string | null;
  startedAt?: string | null;
  finishedAt?: string | null;
  containerID?: string | null;
}

/** The pod with no more than what is read of it: a list holds many until it is handed on. */
export function slimPod({ metadata = null, spec, status = null }: Pod): Pod {
  const { nodeName = null, containers, initContainers, resources = null } = spec ?? {};
  return {
    metadata,
    spec: { nodeName, containers: slim(containers), initContainers: slim(initContainers), resources },
    status,
  };
}

function slim(containers: ContainerSpec[] | null = []): ContainerSpec[] {
  return (containers ?? []).map(({ name = null, restartPolicy = null, resources = null }) => ({
    name,
    restartPolicy,
    resources,
  }));
}
