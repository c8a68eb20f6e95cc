import { text } from '@kubernetes-events/event';
import { LONGEST_RETRY_AFTER_MS } from '../http/retry-after.ts';
import { errorText } from '../telemetry/error-text.ts';

/** What kind of trouble a request ran into: what is done about it depends on this alone. */
export type FailureKind =
  /** 410, or an equivalent: the version or continue token asked for is too old. */
  | 'gone'
  /** 401: the credentials are read again. */
  | 'unauthorized'
  /** 403: a right is missing. */
  | 'forbidden'
  | 'not found'
  /** 409: somebody else was faster. */
  | 'conflict'
  /** 429. */
  | 'throttled'
  /** 5xx, and whatever else the server answers. */
  | 'server'
  /** No connection, or one that broke. */
  | 'network'
  /** An answer that cannot be read. */
  | 'protocol'
  /** The caller does not want the answer any more. */
  | 'aborted';

/** Why a request to the API server gave nothing that can be used. */
export interface Failure {
  /** The action for the log: `list`, `watch`, `renew the lease`. */
  stage: string;
  kind: FailureKind;
  message: string;
  /** HTTP status, if the server sent one. */
  status?: number;
  /** The wait that the server asks for, in milliseconds. */
  retryAfterMs?: number;
  /** With `gone`: a continue token for the rest of the list at the newest version. */
  next?: string;
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

const KINDS: Record<number, FailureKind> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not found',
  409: 'conflict',
  410: 'gone',
  429: 'throttled',
};

/** A Kubernetes Status object, as far as it is read here. */
export interface Status {
  code?: number;
  reason?: string;
  message?: string;
  details?: { retryAfterSeconds?: number } | null;
  metadata?: { continue?: string } | null;
}

/**
 * A Status, from an answer's body or an ERROR frame, as a failure. A compacted etcd may also be reported as a 500.
 */
export function failureOf(stage: string, status: Status, retryAfterMs = 0): Failure {
  const { reason, message, details, metadata } = status;
  const code = typeof status.code === 'number' ? status.code : 500;
  const wait = retryAfterMs || retryAfterOf(details);
  return {
    stage,
    kind: tooOld(status) ? 'gone' : (KINDS[code] ?? 'server'),
    message: text(message) || text(reason) || `status ${code}`,
    status: code,
    ...(wait > 0 && { retryAfterMs: Math.min(wait, LONGEST_RETRY_AFTER_MS) }),
    ...(metadata?.continue && { next: text(metadata.continue) }),
  };
}

function retryAfterOf(details: Status['details']): number {
  const seconds = details?.retryAfterSeconds;
  return typeof seconds === 'number' ? seconds * 1000 : 0;
}

function tooOld({ reason, message }: Status): boolean {
  return reason === 'Expired' || reason === 'Gone' || text(message).includes('required revision has been compacted');
}

/** An error thrown below HTTP as a failure. */
export function networkFailure(stage: string, error: unknown, aborted: boolean): Failure {
  return { stage, kind: aborted ? 'aborted' : 'network', message: errorText(error) };
}
