import { type Answer } from './http.ts';
import { type Refusal, refusalsOf } from './refusal.ts';

/** What Loki's answer to a push means for the push. */
export type Outcome =
  | { kind: 'taken' }
  /** Nothing was taken; smaller pushes may be. */
  | { kind: 'too large' }
  /** Over the tenant's rate, or larger than its burst: nothing was taken. */
  | { kind: 'rate'; bytesPerSecond: number }
  /** Over the rate of one stream: it may have taken the others, and some of this one. */
  | { kind: 'stream rate' }
  /** Some entries were refused for reasons that Loki names; it may have taken the others. */
  | { kind: 'refused'; refusals: Refusal[]; text: string }
  /** Refused for no reason that is known: by a gateway, or for something about one of the entries. */
  | { kind: 'unexplained'; text: string }
  /** Nothing about the push is wrong: the same push is tried again. */
  | { kind: 'later'; text: string };

/** Not every 2xx: Loki answers 260 when it blocks a tenant's ingestion. */
const TAKEN = new Set([200, 201, 202, 204]);

/** The credentials, the time or the load is wrong, not the push. */
const LATER = new Set([401, 407, 408, 425, 429]);

export function outcomeOf(answer: Answer): Outcome {
  const { status, text } = answer;
  if (TAKEN.has(status)) {
    return { kind: 'taken' };
  }
  if (status === 413) {
    return { kind: 'too large' };
  }
  return (
    (status === 400 || status === 429 ? named(text) : undefined) ?? { kind: unnamed(status), text: describe(answer) }
  );
}

function named(text: string): Outcome | undefined {
  const refusals = refusalsOf(text);
  const reason = refusals[0]?.reason;
  if (reason?.kind === 'rate' || reason?.kind === 'stream rate') {
    return reason;
  }
  return reason && { kind: 'refused', refusals, text };
}

function unnamed(status: number): 'unexplained' | 'later' {
  return status >= 400 && status < 500 && !LATER.has(status) ? 'unexplained' : 'later';
}

const HINTS: Record<number, string> = {
  401: ' (set receivers.loki.username and password, or bearerToken)',
  403: ' (the credentials do not allow pushing)',
  404: ' (set receivers.loki.url to a push address, which ends in /loki/api/v1/push)',
};

/** An answer in one line, for logs. */
export function describe({ status, text }: Answer): string {
  return `${status ? `status ${status}: ` : ''}${text.trim().slice(0, 300)}${HINTS[status] ?? ''}`;
}
