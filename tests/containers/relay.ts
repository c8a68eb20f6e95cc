/**
 * `node relay.ts PORT SOCKET` carries each connection to the port on to a Unix socket, which leads into another network
 * namespace.
 */
import { relay } from '../../stack/src/real-node/relay.ts';

const [port = '', socket = ''] = process.argv.slice(2);
await relay({ host: '0.0.0.0', port: Number(port) }, { path: socket });
console.log('listening');
