import { type ApiServer, callApi } from '../api.ts';

export interface ObjectReference {
  kind: string;
  namespace?: string;
  name: string;
  uid?: string;
  apiVersion?: string;
  resourceVersion?: string;
  fieldPath?: string;
}

export interface Occasion {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

interface Recorded {
  path: string;
  name: string;
  event: object;
  count: number;
}

/** The budget of an object's events of one type: its size, and the pause after which there is one more. */
const BURST = 25;
const REFILL_MS = 300_000;
/** How many events and budgets are remembered. */
const MOST = 4096;

interface Budget {
  left: number;
  atMs: number;
}

/**
 * Records events as the kubelet's recorder does: the first occurrence creates an Event, each further one of the same
 * object, reason and message raises its count by a patch. Of an object that has used up its budget, occurrences are
 * counted and not sent.
 *
 * Source: https://github.com/kubernetes/client-go/blob/v0.37.2/tools/record/event.go and events_cache.go.
 */
export class Recorder {
  readonly #api: ApiServer;
  readonly #seen = new Map<string, Recorded>();
  readonly #budgets = new Map<string, Budget>();

  constructor(api: ApiServer) {
    this.#api = api;
  }

  async record(host: string, object: ObjectReference, { type, reason, message }: Occasion): Promise<void> {
    const nowMs = Date.now();
    const now = new Date(nowMs).toISOString().replace(/\.\d+Z$/, 'Z');
    const of = [host, object.kind, object.namespace, object.name, object.uid, type].join('\0');
    const key = [of, object.fieldPath, reason, message].join('\0');
    const seen = this.#seen.get(key) ?? { ...newEvent(host, object, { type, reason, message }, now), count: 0 };
    remember(this.#seen, key, seen);
    seen.count++;
    if (this.#isSent(of, nowMs)) {
      await this.#send(seen, now);
    }
  }

  #isSent(of: string, nowMs: number): boolean {
    const { left, atMs } = this.#budgets.get(of) ?? { left: BURST, atMs: nowMs };
    const now = Math.min(BURST, left + (nowMs - atMs) / REFILL_MS);
    remember(this.#budgets, of, { left: now >= 1 ? now - 1 : now, atMs: nowMs });
    return now >= 1;
  }

  /** An event that the API server does not have, or has forgotten, is created with its count so far. */
  async #send({ path, name, event, count }: Recorded, lastTimestamp: string): Promise<void> {
    const change = { count, lastTimestamp };
    const manager = '?fieldManager=kubelet';
    if (count > 1) {
      const own = `${path}/${name}${manager}`;
      const { status } = await callApi(this.#api, 'PATCH', own, change, 'application/strategic-merge-patch+json');
      if (status === 200) {
        return;
      }
    }
    await callApi(this.#api, 'POST', `${path}${manager}`, { ...event, ...change });
  }
}

/** Forgets what was used longest ago. */
function remember<T>(values: Map<string, T>, key: string, value: T): void {
  values.delete(key);
  values.set(key, value);
  const [oldest] = values.keys();
  if (values.size > MOST && oldest !== undefined) {
    values.delete(oldest);
  }
}

function newEvent(host: string, object: ObjectReference, occasion: Occasion, now: string): Omit<Recorded, 'count'> {
  const namespace = object.namespace ?? 'default';
  // The name of client-go: the object's, and the time in hexadecimal nanoseconds.
  const name = `${object.name}.${(BigInt(Date.now()) * 1_000_000n + (process.hrtime.bigint() % 1_000_000n)).toString(16)}`;
  return {
    name,
    path: `/api/v1/namespaces/${namespace}/events`,
    event: {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: { apiVersion: 'v1', ...object },
      ...occasion,
      source: { component: 'kubelet', host },
      reportingComponent: 'kubelet',
      reportingInstance: host,
      firstTimestamp: now,
    },
  };
}
