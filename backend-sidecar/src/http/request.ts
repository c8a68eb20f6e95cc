import { type Agent, type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';

export interface HttpRequest {
  url: URL;
  method: string;
  headers: Record<string, string>;
  agent: Agent;
  body?: string | Uint8Array | undefined;
  /** Ends the request, and the response while it is read. */
  signal: AbortSignal;
}

/**
 * How long an agent keeps an idle connection, in milliseconds. Shorter than servers do, so that a request seldom meets a
 * connection that the server is closing.
 */
export const IDLE_MS = 4_000;

/**
 * Sends a request and resolves with the response as soon as its head is there. The caller reads the body or destroys it.
 * Nothing is sent twice: whether a request may be repeated is for the caller to decide.
 *
 * @throws the signal's reason, or what broke the connection
 */
export function sendRequest({ url, body, signal, ...options }: HttpRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const send = url.protocol === 'https:' ? requestTls : requestPlain;
    let underWay: ClientRequest | IncomingMessage;
    const request = send(url, options, (response) => {
      underWay = response;
      resolve(response);
    });
    underWay = request;
    // Node's own option for a signal reports an AbortError in place of the signal's reason.
    const abort = (): void => void underWay.destroy(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    request.on('error', reject);
    request.on('close', () => {
      signal.removeEventListener('abort', abort);
      // Has no effect after a response or an error. Neither comes when the server switches protocols unasked.
      reject(new Error('the connection was closed before a response'));
    });
    request.end(body);
  });
}

/** The whole body of a response. @throws when it is longer than `maxBytes`, or breaks off */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new Error(`the response is longer than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
