import { readFileSync, statSync } from 'node:fs';
import { Agent, type Dispatcher } from 'undici';
import { errorText } from '../../api/failure.ts';

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
  const dispatcher = dispatcherFor(access);

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
      const answer = await dispatcher().request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'POST',
        headers: headers(),
        body,
        signal,
        headersTimeout: access.timeoutMs,
        bodyTimeout: access.timeoutMs,
      });
      const text = await answer.body.text();
      const seconds = Number(answer.headers['retry-after']);
      return { status: answer.statusCode, text, retryAfterMs: seconds > 0 ? seconds * 1000 : 0 };
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

function dispatcherFor({ tls, timeoutMs }: LokiAccess): () => Dispatcher {
  const files = [tls.caFile, tls.certFile, tls.keyFile].filter((file) => file !== undefined);
  const changed = changeDetector(files);
  const create = (): Dispatcher =>
    new Agent({
      allowH2: false,
      connect: {
        timeout: timeoutMs,
        rejectUnauthorized: !tls.insecureSkipVerify,
        ...(tls.serverName && { servername: tls.serverName }),
        ...(tls.caFile && { ca: readFileSync(tls.caFile) }),
        ...(tls.certFile && { cert: readFileSync(tls.certFile) }),
        ...(tls.keyFile && { key: readFileSync(tls.keyFile) }),
      },
    });
  let dispatcher: Dispatcher | undefined;
  return () => {
    if (dispatcher && (files.length === 0 || !changed())) {
      return dispatcher;
    }
    void dispatcher?.close();
    dispatcher = create();
    return dispatcher;
  };
}
