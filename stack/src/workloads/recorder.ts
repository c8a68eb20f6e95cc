import { type ApiServer, callApi } from '../api.ts';

export interface ObjectReference {
  kind: string;
  namespace?: string;
  name: string;
  uid: string;
  apiVersion?: string;
  resourceVersion?: string;
  fieldPath?: string;
}

interface Recorded {
  path: string;
  count: number;
}

/**
 * Records events as the kubelet's recorder does: the first occurrence creates an Event, each further one of the same
 * object, reason and message raises its count by a patch.
 *
 * Source: https://github.com/kubernetes/client-go/blob/v0.37.2/tools/record/event.go and events_cache.go.
 */
export class Recorder {
  readonly #api: ApiServer;
  readonly #seen = new Map<string, Recorded>();

  constructor(api: ApiServer) {
    this.#api = api;
  }

  async record(
    host: string,
    object: ObjectReference,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string
  ): Promise<void> {
    const key = [object.uid, object.fieldPath, type, reason, message].join('\0');
    const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    const seen = this.#seen.get(key);
    if (seen) {
      seen.count++;
      const patch = { count: seen.count, lastTimestamp: now };
      const { status } = await callApi(this.#api, 'PATCH', seen.path, patch, 'application/strategic-merge-patch+json');
      if (status === 200) {
        return;
      }
    }
    // The name of client-go: the object's, and the time in hexadecimal nanoseconds.
    const namespace = object.namespace ?? 'default';
    const name = `${object.name}.${(BigInt(Date.now()) * 1_000_000n + (process.hrtime.bigint() % 1_000_000n)).toString(16)}`;
    const collection = `/api/v1/namespaces/${namespace}/events`;
    this.#seen.set(key, { path: `${collection}/${name}`, count: 1 });
    await callApi(this.#api, 'POST', collection, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: { apiVersion: 'v1', ...object },
      type,
      reason,
      message,
      source: { component: 'kubelet', host },
      reportingComponent: 'kubelet',
      reportingInstance: host,
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
    });
  }
}
