import { readFileSync, statSync } from 'node:fs';
import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { errorText } from '../../api/failure.ts';
import { exchange, IDLE_MS, readAll } from '../../http/exchange.ts';

/** How Loki is reached. Files are read again when they change. */
export interface LokiAccess {
  url: string;
  timeoutMs: number;
  tenant?: string | undefined;
  username?: string | undefined;
  password?: string | undefined;
  passwordFile?: string | undefined;
  bearerToken?: string | undefined;
  bearerTokenFile?: string | undefined;
  headers: Record<string, string>;
  tls: {
    caFile?: string | undefined;
    certFile?: string | undefined;
    keyFile?: string | undefined;
    serverName?: string | undefined;
    insecureSkipVerify: boolean;
  };
}

/** What came of one push. */
export interface Answer {
  /** HTTP status; 0 where there was no answer. */
  status: number;
  text: string;
  retryAfterMs: number;
}

/** One push to Loki. Never throws: no answer is an answer, too. */
export type Push = (body: Uint8Array, signal: AbortSignal) => Promise<Answer>;

export function lokiPush(access: LokiAccess): Push {
  const url = pushUrl(access.url);
  const password = secretFrom(access.password, access.passwordFile);
  const token = secretFrom(access.bearerToken, access.bearerTokenFile);
  const agent = agentFor(url, access);

  function headers(): Record<string, string> {
    const user = access.username ?? decodeURIComponent(url.username);
    const bearer = token();
    const basic = user && Buffer.from(`${user}:${password() || decodeURIComponent(url.password)}`).toString('base64');
    const authorization = bearer ? `Bearer ${bearer}` : basic && `Basic ${basic}`;
    return {
      'content-type': 'application/x-protobuf',
      ...(access.tenant && { 'x-scope-orgid': access.tenant }),
      ...(authorization && { authorization }),
      ...access.headers,
    };
  }

  return async (body, signal) => {
    try {
      const answer = await exchange({
        origin: url,
        path: url.pathname + url.search,
        method: 'POST',
        headers: { ...headers(), 'content-length': String(body.length) },
        agent: agent(),
        body,
        signal,
        silenceMs: access.timeoutMs,
      });
      const text = (await readAll(answer)).toString();
      const seconds = Number(answer.headers['retry-after']);
      return { status: answer.statusCode ?? 0, text, retryAfterMs: seconds > 0 ? seconds * 1000 : 0 };
    } catch (error) {
      return { status: 0, text: errorText(error), retryAfterMs: 0 };
    }
  };
}

/** The address to push to: a bare address of Loki gets its push path. */
export function pushUrl(address: string): URL {
  const url = new URL(address);
  if (url.pathname === '/' || url.pathname === '') {
    url.pathname = '/loki/api/v1/push';
  }
  return url;
}

/** A secret, from its file where there is one, for as long as the file stays as it was. */
function secretFrom(value: string | undefined, file: string | undefined): () => string {
  if (!file) {
    return () => value ?? '';
  }
  const changed = changeDetector([file]);
  let secret = '';
  return () => {
    if (changed()) {
      secret = readFileSync(file, 'utf8').trim();
    }
    return secret;
  };
}

/** Tells, each time it is asked, whether one of the files was replaced or written to since. */
function changeDetector(files: readonly string[]): () => boolean {
  let seen = '';
  return () => {
    const stamps = files.map((file) => {
      const { mtimeMs, ino, size } = statSync(file);
      return `${mtimeMs}/${ino}/${size}`;
    });
    const now = stamps.join();
    const changed = now !== seen;
    seen = now;
    return changed;
  };
}

/** The agent that keeps the connections; a new one when a certificate was replaced. */
function agentFor({ protocol }: URL, { tls }: LokiAccess): () => PlainAgent {
  const files = [tls.caFile, tls.certFile, tls.keyFile].filter((file) => file !== undefined);
  const changed = changeDetector(files);
  const kept = { keepAlive: true, timeout: IDLE_MS };
  const create = (): PlainAgent =>
    protocol === 'https:'
      ? new TlsAgent({
          ...kept,
          rejectUnauthorized: !tls.insecureSkipVerify,
          ...(tls.serverName && { servername: tls.serverName }),
          ...(tls.caFile && { ca: readFileSync(tls.caFile) }),
          ...(tls.certFile && { cert: readFileSync(tls.certFile) }),
          ...(tls.keyFile && { key: readFileSync(tls.keyFile) }),
        })
      : new PlainAgent(kept);
  let agent: PlainAgent | undefined;
  return () => {
    if (agent && (files.length === 0 || !changed())) {
      return agent;
    }
    agent?.destroy();
    agent = create();
    return agent;
  };
}
