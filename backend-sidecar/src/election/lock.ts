import { type Result } from '../api/failure.ts';
import { type ApiServer } from '../api/server.ts';
import { type Lease } from './lease.ts';

/** The Lease on the API server. */
export interface LeaseLock {
  readonly name: string;
  readonly namespace: string;
  get(timeoutMs: number): Promise<Result<Lease>>;
  create(lease: Lease, timeoutMs: number): Promise<Result<Lease>>;
  /** Refused as a conflict where someone else has written since `lease` was read. */
  update(lease: Lease, timeoutMs: number): Promise<Result<Lease>>;
}

export function leaseLock(server: ApiServer, namespace: string, name: string): LeaseLock {
  const never = new AbortController().signal;
  const folder = `/apis/coordination.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/leases`;
  const path = `${folder}/${encodeURIComponent(name)}`;

  async function send(
    stage: string,
    method: 'GET' | 'POST' | 'PUT',
    to: string,
    timeoutMs: number,
    body?: Lease
  ): Promise<Result<Lease>> {
    const answer = await server.json<Lease>({ stage, method, path: to, body, timeoutMs }, never);
    return answer.ok ? { ok: true, value: answer.value.document } : answer;
  }

  return {
    name,
    namespace,
    get: (timeoutMs) => send('read the lease', 'GET', path, timeoutMs),
    create: (lease, timeoutMs) => send('create the lease', 'POST', folder, timeoutMs, lease),
    update: (lease, timeoutMs) => send('write the lease', 'PUT', path, timeoutMs, lease),
  };
}
