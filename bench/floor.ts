import { createInterface } from 'node:readline';
import { Agent, request } from 'undici';
import { mustCall } from '../stack/src/api.ts';
import { type Stack } from '../stack/src/stack.ts';
import { call } from './loki.ts';

/** Where the bare loop's entries are in Loki. */
export const FLOOR_SELECTOR = '{job="floor"}';

interface Frame {
  object: { metadata?: { name?: string } };
}

/**
 * The least that anything between the two servers can do: each line of a raw watch is parsed and pushed at once, by
 * itself. No checkpoint, no retry, no labels. Resolves when the watch is open, with what ends it.
 */
export async function startFloor(stack: Stack): Promise<() => void> {
  const { url, ca, token } = stack.apiServer();
  const list = (await mustCall(stack.apiServer(), 'GET', '/api/v1/events?limit=1')) as {
    metadata: { resourceVersion: string };
  };
  const address = `${url}/api/v1/events?watch=true&resourceVersion=${list.metadata.resourceVersion}`;
  const dispatcher = new Agent({ connect: { ca }, bodyTimeout: 0 });
  const { body } = await request(address, { dispatcher, headers: { authorization: `Bearer ${token}` } });
  const lines = createInterface({ input: body }).on('line', (line) => {
    const { object } = JSON.parse(line) as Frame;
    const values = [[`${Date.now()}000000`, JSON.stringify(object)]];
    // One that fails is missing from the queries, which says so.
    call(
      `${stack.lokiUrl}/loki/api/v1/push`,
      JSON.stringify({ streams: [{ stream: { job: 'floor' }, values }] })
    ).catch(() => undefined);
  });
  // Ended below, in the middle of a response.
  lines.on('error', () => undefined);
  return () => void body.destroy();
}
