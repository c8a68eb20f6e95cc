import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { ID } from '../view/appId';

/** What the collector answers on `/status` (backend-sidecar/src/telemetry/status.ts), as far as shown. */
export interface CollectorStatus {
  version: string;
  identity: string;
  role: string;
  leader: string;
  /** Why it is not doing what it is there for; empty where it is. */
  ready: string[];
  watches: Array<{ scope: string; state: string; secondsSinceContact: number; failure?: string }>;
  receivers: Array<{ name: string; pending: number; bytes: number; failure?: string }>;
}

/** Asks through Grafana's server, which adds the token: the browser never has it. Rejects with what went wrong. */
export async function collectorStatus(): Promise<CollectorStatus> {
  const url = `/api/plugin-proxy/${ID}/collector/status`;
  try {
    const { data } = await lastValueFrom(
      getBackendSrv().fetch<CollectorStatus>({ url, showErrorAlert: false, showSuccessAlert: false })
    );
    if (typeof data !== 'object' || !Array.isArray(data?.receivers)) {
      throw new Error('the answer is not that of a collector');
    }
    return data;
  } catch (cause) {
    const { status, statusText, message } = cause as { status?: number; statusText?: string; message?: string };
    throw new Error(status ? `${status} ${statusText ?? ''}`.trim() : (message ?? String(cause)));
  }
}
