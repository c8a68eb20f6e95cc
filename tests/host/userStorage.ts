import { type IncomingMessage, type ServerResponse } from 'node:http';

interface Stored {
  metadata: { name: string; resourceVersion: string };
  spec: { data: Record<string, string> };
}

interface Sent {
  metadata?: { name?: string; resourceVersion?: string };
  spec: { data: Record<string, string | null> };
}

const PATH = '/apis/userstorage.grafana.app/v0alpha1/namespaces/default/user-storage/';

/** Grafana's storage for users, in memory: people have their own, and a change of what has changed since is refused. */
export class UserStorage {
  readonly #stored = new Map<string, Stored>();
  #version = 0;

  isFor = (pathname: string): boolean => pathname.startsWith(PATH);

  async answer(incoming: IncomingMessage, outgoing: ServerResponse, user: string): Promise<void> {
    const sent = (await bodyOf(incoming)) as Sent | undefined;
    const [inPath = ''] = (incoming.url ?? '').slice(PATH.length).split('?');
    const name = decodeURIComponent(inPath) || (sent?.metadata?.name ?? '');
    const [status, body] = name.endsWith(`:${user}`) ? this.#act(incoming.method, name, sent) : refusal(403);
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  #act(method: string | undefined, name: string, sent: Sent | undefined): [number, unknown] {
    const found = this.#stored.get(name);
    if (method === 'POST') {
      return found ? refusal(409) : [201, this.#put(name, sent?.spec.data ?? {})];
    }
    return found ? this.#actOn(found, method, sent) : refusal(404);
  }

  #actOn(found: Stored, method: string | undefined, sent: Sent | undefined): [number, unknown] {
    const { name, resourceVersion } = found.metadata;
    switch (method) {
      case 'DELETE':
        this.#stored.delete(name);
        return [200, {}];
      case 'PATCH':
        return (sent?.metadata?.resourceVersion ?? resourceVersion) === resourceVersion
          ? [200, this.#put(name, { ...found.spec.data, ...sent?.spec.data })]
          : refusal(409);
      default:
        return [200, found];
    }
  }

  #put(name: string, texts: Record<string, string | null>): Stored {
    const data = Object.fromEntries(
      Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== null)
    );
    this.#version += 1;
    const stored = { metadata: { name, resourceVersion: String(this.#version) }, spec: { data } };
    this.#stored.set(name, stored);
    return stored;
  }
}

const refusal = (code: number): [number, unknown] => [code, { kind: 'Status', code, message: `refused with ${code}` }];

/** What was sent, as JSON; undefined if nothing was. */
export async function bodyOf(incoming: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of incoming) {
    parts.push(part as Buffer);
  }
  const text = Buffer.concat(parts).toString();
  return text === '' ? undefined : JSON.parse(text);
}
