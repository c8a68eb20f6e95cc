import { connect as connectPlain, isIP, type OnReadOpts, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';

/**
 * Opens a connection whose bytes go to `onread`, past Node's streams. `opened` is called once it can take a request: over
 * TLS, after the handshake.
 */
export type Connector = (onread: OnReadOpts, opened: () => void) => Socket;

/** Connections to a URL's host and port: over TLS for `https:`, plain otherwise. */
export function connectorTo(url: URL, tls: ConnectionOptions): Connector {
  // Without the brackets of an IPv6 address.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:') {
    return (onread, opened) => connectPlain({ host, port: Number(url.port || 80), onread }, opened);
  }
  const options: ConnectionOptions = {
    servername: isIP(host) ? '' : host,
    ...tls,
    host,
    port: Number(url.port || 443),
    ALPNProtocols: ['http/1.1'],
  };
  return (onread, opened) => {
    const socket = connectTls({ ...options, onread } as ConnectionOptions, opened);
    // Resuming a session saves the next connection most of its handshake.
    socket.on('session', (session) => (options.session = session));
    return socket;
  };
}
