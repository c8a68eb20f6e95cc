import { type Result } from '../kubernetes/failure.ts';
import { type ApiServer } from '../kubernetes/server.ts';
import { type Lease } from './lease.ts';

/** The Lease on the API server. */
export interface LeaseLock {
  readonly name: string;
  readonly namespace: string;
  get(timeoutMs: number, signal: AbortSignal): Promise<Result<Lease>>;
  create(lease: Lease, timeoutMs: number, signal: AbortSignal): Promise<Result<Lease>>;
  /** Fails as a conflict if someone else has written since `lease` was read. */
  update(lease: Lease, timeoutMs: number, signal: AbortSignal): Promise<Result<Lease>>;
}

export function leaseLock(server: ApiServer, namespace: string, name: string): LeaseLock {
  const folder = `/apis/coordination.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/leases`;
  const path = `${folder}/${encodeURIComponent(name)}`;

  async function send(
    stage: string,
    method: 'GET' | 'POST' | 'PUT',
    to: string,
    timeoutMs: number,
    signal: AbortSignal,
    body?: Lease
  ): Promise<Result<Lease>> {
    const answer = await server.json<Lease>({ stage, method, path: to, body, timeoutMs }, signal);
    return answer.ok ? { ok: true, value: answer.value.document } : answer;
  }

  return {
    name,
    namespace,
    get: (timeoutMs, signal) => send('read the lease', 'GET', path, timeoutMs, signal),
    create: (lease, timeoutMs, signal) => send('create the lease', 'POST', folder, timeoutMs, signal, lease),
    update: (lease, timeoutMs, signal) => send('write the lease', 'PUT', path, timeoutMs, signal, lease),
  };
}
