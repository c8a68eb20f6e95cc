import { type Stack } from '../../stack/src/stack.ts';

/** Has etcd forget all but the newest revision of everything, as the API server does every five minutes. */
export async function compactEtcd(stack: Stack): Promise<void> {
  const { header } = await post(stack, 'kv/range', { key: 'AA==' });
  await post(stack, 'kv/compaction', { revision: header.revision, physical: true });
}

async function post(stack: Stack, call: string, body: object): Promise<{ header: { revision: string } }> {
  const url = `http://127.0.0.1:${stack.state.ports.etcd}/v3/${call}`;
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) {
    throw new Error(`etcd: ${call}: ${answer.status} ${await answer.text()}`);
  }
  return (await answer.json()) as { header: { revision: string } };
}
