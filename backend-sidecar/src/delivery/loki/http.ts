import { readFileSync } from 'node:fs';
import { type ConnectionOptions } from 'node:tls';
import { Connection } from '../../http/connection.ts';
import { connectorTo } from '../../http/connector.ts';
import { headOf } from '../../http/head.ts';
import { retryAfterMs } from '../../http/retry-after.ts';
import { errorText } from '../../telemetry/error-text.ts';
import { type Permit } from '../sink.ts';
import { fromFiles } from './from-files.ts';

/** How to reach Loki. Files are read again when they change. */
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

/** Loki's answer to one push. */
export interface Answer {
  /** HTTP status; 0 if there was no answer. */
  status: number;
  text: string;
  retryAfterMs: number;
}

/**
 * One push to Loki. Nothing is sent if the permit does not allow it once the connection is open. Never rejects: a request
 * without an answer has the status 0.
 */
export type Push = (body: Uint8Array, permit: Permit) => Promise<Answer>;

export function lokiPush(access: LokiAccess): Push {
  const url = pushUrl(access.url);
  const password = secretFrom(access.password, access.passwordFile);
  const token = secretFrom(access.bearerToken, access.bearerTokenFile);
  const connection = connectionTo(url, access);
  const head = headWith(url, access);
  return async (body, { signal, mayPush }) => {
    try {
      const start = `${head(token(), password())}content-length: ${body.length}\r\n\r\n`;
      const request = Buffer.concat([Buffer.from(start, 'latin1'), body]);
      const { status, headers, body: text } = await connection().send(request, signal, mayPush);
      const waitMs = retryAfterMs(headers.get('retry-after'), headers.get('date'));
      return { status, text: text.toString(), retryAfterMs: waitMs };
    } catch (error) {
      return { status: 0, text: errorText(error), retryAfterMs: 0 };
    }
  };
}

/** The head of each request, made again when a secret has changed. */
function headWith(url: URL, access: LokiAccess): (bearer: string, password: string) => string {
  const user = access.username ?? decodeURIComponent(url.username);
  let made: { bearer: string; password: string; head: string } | undefined;
  return (bearer, password) => {
    if (made?.bearer !== bearer || made.password !== password) {
      const credentials = `${user}:${password || decodeURIComponent(url.password)}`;
      const basic = user && `Basic ${Buffer.from(credentials).toString('base64')}`;
      const authorization = bearer ? `Bearer ${bearer}` : basic;
      const head = headOf('POST', url, {
        'content-type': 'application/x-protobuf',
        ...(access.tenant && { 'x-scope-orgid': access.tenant }),
        ...(authorization && { authorization }),
        ...access.headers,
      });
      made = { bearer, password, head };
    }
    return made.head;
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

/** A secret, from its file if there is one. */
function secretFrom(value: string | undefined, file: string | undefined): () => string {
  return file ? fromFiles([file], () => readFileSync(file, 'utf8').trim()) : () => value ?? '';
}

/** The connection that is kept; a new one when a certificate was replaced. */
function connectionTo(url: URL, { tls, timeoutMs }: LokiAccess): () => Connection {
  const files = [tls.caFile, tls.certFile, tls.keyFile].filter((file) => file !== undefined);
  let connection: Connection | undefined;
  return fromFiles(files, () => {
    const options = tlsOptions(tls);
    connection?.close();
    connection = new Connection(connectorTo(url, options), timeoutMs);
    return connection;
  });
}

/** @throws when a file cannot be read */
function tlsOptions(tls: LokiAccess['tls']): ConnectionOptions {
  return {
    rejectUnauthorized: !tls.insecureSkipVerify,
    ...(tls.serverName && { servername: tls.serverName }),
    ...(tls.caFile && { ca: readFileSync(tls.caFile) }),
    ...(tls.certFile && { cert: readFileSync(tls.certFile) }),
    ...(tls.keyFile && { key: readFileSync(tls.keyFile) }),
  };
}
