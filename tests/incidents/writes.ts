import { randomUUID } from 'node:crypto';
import { callApi, mustCall } from '../../stack/src/api.ts';
import { type Stack } from '../../stack/src/stack.ts';
import { MAIN, type Pod, type Reference } from './objects.ts';

/** What an event says. */
export interface Said {
  type?: 'Normal' | 'Warning';
  reason: string;
  message: string;
  component?: string;
  host?: string;
  /** How often, as the old recorder counts. */
  count?: number;
  /** How often, as the recorder of events.k8s.io counts. */
  series?: number;
  /** The container that an event of the kubelet is about. */
  container?: string;
  init?: boolean;
  fieldPath?: string;
  /** How long ago it was seen. */
  agoMs?: number;
}

export interface Died {
  exitCode: number;
  container?: string;
  init?: boolean;
  reason?: string;
  restarts?: number;
  message?: string;
  agoMs?: number;
}

const microTime = (agoMs: number): string => new Date(Date.now() - agoMs).toISOString().replace('Z', '000Z');
const seconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
export const suffix = (length: number): string => randomUUID().replaceAll('-', '').slice(0, length);

export interface Created {
  metadata: { uid: string };
}

/** Writes events and statuses as components of Kubernetes do, to a real API server. */
export class Writes {
  protected readonly stack: Stack;

  constructor(stack: Stack) {
    this.stack = stack;
  }

  /** An event of the kubelet about a pod's container. */
  async kubelet(pod: Pod, { container = MAIN, init, ...said }: Said): Promise<void> {
    const fieldPath = `spec.${init ? 'initContainers' : 'containers'}{${container}}`;
    await this.event(pod, { type: 'Warning', component: 'kubelet', host: pod.node, fieldPath, ...said });
  }

  async event({ apiVersion, kind, namespace, name, uid }: Reference, said: Said): Promise<void> {
    const {
      type = 'Normal',
      reason,
      message,
      component = 'test',
      host,
      count = 1,
      series,
      fieldPath,
      agoMs = 0,
    } = said;
    const inNamespace = namespace || 'default';
    const time = seconds(Date.now() - agoMs);
    const path = `/api/v1/namespaces/${inNamespace}/events`;
    const own = `${name}.${suffix(16)}`;
    const again = (change: object) =>
      mustCall(this.stack.apiServer(), 'PATCH', `${path}/${own}`, change, 'application/merge-patch+json');
    await this.create(path, {
      metadata: { name: own, namespace: inNamespace },
      involvedObject: { apiVersion, kind, ...(namespace && { namespace }), name, uid, fieldPath },
      ...{ type, reason, message, reportingComponent: component },
      ...(series
        ? { eventTime: microTime(agoMs), action: 'Reconcile', reportingInstance: `${component}-0` }
        : {
            count: 1,
            source: { component, host },
            reportingInstance: host ?? '',
            firstTimestamp: time,
            lastTimestamp: time,
          }),
    });
    if (count > 1) {
      await again({ count, lastTimestamp: time });
    }
    if (series) {
      await again({ series: { count: series, lastObservedTime: microTime(agoMs) } });
    }
  }

  /** A container ends, as the kubelet puts it into the pod's status. */
  async dies(pod: Pod, died: Died): Promise<void> {
    const { exitCode, container = MAIN, init, reason = 'Error', restarts = 0, message, agoMs = 0 } = died;
    const containerID = `containerd://${pod.uid}-${container}-${restarts}`;
    const at = Date.now() - agoMs;
    const state = {
      terminated: { exitCode, reason, message, containerID, startedAt: seconds(at - 40_000), finishedAt: seconds(at) },
    };
    const status = {
      name: container,
      image: '',
      imageID: '',
      ready: false,
      restartCount: restarts,
      containerID,
      state,
    };
    await this.#patchStatus(pod, { [init ? 'initContainerStatuses' : 'containerStatuses']: [status] });
  }

  /** A pod that the kubelet has evicted. */
  async evicted(pod: Pod, message: string): Promise<void> {
    await this.event(pod, { type: 'Warning', reason: 'Evicted', message, component: 'kubelet', host: pod.node });
    await this.#patchStatus(pod, { phase: 'Failed', reason: 'Evicted', message });
  }

  async #patchStatus({ namespace, name }: Pod, status: object): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/status`;
    await mustCall(this.stack.apiServer(), 'PATCH', path, { status }, 'application/merge-patch+json');
  }

  protected async create(path: string, body: object): Promise<Created> {
    const { status, body: answer } = await callApi(this.stack.apiServer(), 'POST', path, body);
    if (status >= 300) {
      throw new Error(`POST ${path}: ${status} ${JSON.stringify(answer)}`);
    }
    return answer as Created;
  }
}
