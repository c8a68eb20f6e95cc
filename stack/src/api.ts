import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

/** An API server, as one of its users. */
export interface ApiServer {
  url: string;
  ca: string;
  token: string;
}

export interface Answer {
  status: number;
  body: unknown;
}

const agents = new Map<string, Agent>();

/** One request to the API server; the body is JSON. A patch is a server-side apply unless `contentType` says else. */
export function callApi(
  { url, ca, token }: ApiServer,
  method: string,
  path: string,
  body?: unknown,
  contentType = method === 'PATCH' ? 'application/apply-patch+yaml' : 'application/json'
): Promise<Answer> {
  let agent = agents.get(ca);
  if (!agent) {
    agents.set(ca, (agent = new Agent({ keepAlive: true, ca, maxSockets: 32 })));
  }
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': contentType };
    const call = request(new URL(path, url), { method, headers, agent, timeout: 30_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, body: text.startsWith('{') ? JSON.parse(text) : text });
      });
    });
    call.on('timeout', () => call.destroy(new Error(`${method} ${path}: no answer in 30 s`)));
    call.on('error', reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The same, for calls that must succeed. Resolves with the body; rejects with the API server's message. */
export async function mustCall(...call: Parameters<typeof callApi>): Promise<unknown> {
  const { status, body } = await callApi(...call);
  if (status >= 300) {
    const message = typeof body === 'object' && body && 'message' in body ? body.message : body;
    throw new Error(`${call[1]} ${call[2]}: ${status} ${String(message)}`);
  }
  return body;
}

/** Whether a GET of the URL answers 200. */
export function answers(url: string, caFile?: string): Promise<boolean> {
  if (!caFile) {
    return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false
    );
  }
  return new Promise((resolve) => {
    let ca: Buffer;
    try {
      ca = readFileSync(caFile);
    } catch {
      resolve(false);
      return;
    }
    const call = request(url, { ca, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(false));
    call.end();
  });
}
