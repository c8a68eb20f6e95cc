import { type Agent, type IncomingMessage, request as requestPlain, type RequestOptions } from 'node:http';
import { request as requestTls } from 'node:https';
import { hostOf } from './connector.ts';

/** An HTTP request to the API server. */
export interface Exchange {
  origin: URL;
  /** Path and query. */
  path: string;
  method: string;
  headers: Record<string, string>;
  agent: Agent;
  body?: string | Uint8Array | undefined;
  /** Ends the request and the reading of its answer. */
  signal: AbortSignal;
}

/** How long a connection is kept that nobody uses, in milliseconds: less than servers do, so that none is stale. */
export const IDLE_MS = 4_000;

/**
 * Sends, and resolves with the answer once its headers are there. Its body is to be read, or destroyed.
 *
 * @throws what went wrong with the network
 */
export function exchange({ origin, body, signal, ...rest }: Exchange): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      ...rest,
      protocol: origin.protocol,
      hostname: hostOf(origin),
      port: origin.port || null,
    };
    const request = (origin.protocol === 'https:' ? requestTls : requestPlain)(options, resolve);
    // Node's own option of a signal costs a quarter of a request.
    const stop = (): void => void request.destroy(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    request.on('close', () => signal.removeEventListener('abort', stop));
    request.on('error', reject);
    request.end(body);
    if (signal.aborted) {
      stop();
    }
  });
}

/** All of an answer's body. @throws where the connection breaks before its end */
export function readAll(answer: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => resolve(Buffer.concat(chunks)));
    answer.on('error', reject);
    answer.on('close', () => answer.readableEnded || reject(new Error('the answer ended too soon')));
  });
}
