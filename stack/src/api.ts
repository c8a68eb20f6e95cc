import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';

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

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const TIMEOUT_MS = 30_000;
const agents = new Map<string, Agent>();

function agentFor(ca: string): Agent {
  const agent =
    agents.get(ca) ??
    new Agent({ connections: 32, connect: { ca }, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
  agents.set(ca, agent);
  return agent;
}

/** One request to the API server; the body is JSON. A patch is a server-side apply unless `contentType` says else. */
export async function callApi(
  { url, ca, token }: ApiServer,
  method: Method,
  path: string,
  body?: unknown,
  contentType = method === 'PATCH' ? 'application/apply-patch+yaml' : 'application/json'
): Promise<Answer> {
  const answer = await request(new URL(path, url), {
    method,
    dispatcher: agentFor(ca),
    headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': contentType },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: text.startsWith('{') ? JSON.parse(text) : text };
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
export async function answers(url: string, caFile?: string): Promise<boolean> {
  let dispatcher: Agent | undefined;
  try {
    dispatcher = new Agent({ connect: caFile ? { ca: readFileSync(caFile) } : {} });
    const { statusCode } = await request(url, { dispatcher, signal: AbortSignal.timeout(2_000) });
    return statusCode === 200;
  } catch {
    return false;
  } finally {
    await dispatcher?.destroy();
  }
}
