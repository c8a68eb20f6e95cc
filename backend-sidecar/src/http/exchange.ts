import { type Agent, type IncomingMessage, request as requestPlain, type RequestOptions } from 'node:http';
import { request as requestTls } from 'node:https';

/** An HTTP request to one of the two servers. */
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
  /** How long the connection may say nothing, from the connecting on, in milliseconds; 0: for ever. */
  silenceMs: number;
}

/** How long a connection is kept that nobody uses, in milliseconds: less than servers do, so that none is stale. */
export const IDLE_MS = 4_000;

/**
 * Sends, and resolves with the answer once its headers are there. Its body is to be read, or destroyed.
 *
 * @throws what went wrong with the network
 */
export function exchange({ origin, body, silenceMs, ...rest }: Exchange): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      ...rest,
      protocol: origin.protocol,
      // Without the brackets of an IPv6 address.
      hostname: origin.hostname.replace(/^\[|\]$/g, ''),
      port: origin.port || null,
      timeout: silenceMs,
    };
    const request = (origin.protocol === 'https:' ? requestTls : requestPlain)(options, resolve);
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error(`no answer within ${silenceMs / 1000} s`)));
    request.end(body);
  });
}

/** All of an answer's body. @throws where the connection breaks before its end */
export async function readAll(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) {
    chunks.push(chunk as Buffer);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
