/**
 * `node relay.ts FROM TO` carries each connection to FROM on to TO. Each is a port, or the path of a Unix socket, which
 * leads from one network namespace into another.
 */
import { connect, createServer, type Server } from 'node:net';
import { pipeline } from 'node:stream';

type Endpoint = { host: string; port: number } | { path: string };

export function relay(from: Endpoint, to: Endpoint): Server {
  return createServer((incoming) => {
    const outgoing = connect(to);
    // Each end closes the other one.
    pipeline(incoming, outgoing, incoming, () => undefined);
  }).listen(from);
}

const endpoint = (text: string): Endpoint =>
  text.startsWith('/') ? { path: text } : { host: '0.0.0.0', port: Number(text) };

if (import.meta.main) {
  const [from = '', to = ''] = process.argv.slice(2);
  relay(endpoint(from), endpoint(to)).once('listening', () => console.log('listening'));
}
