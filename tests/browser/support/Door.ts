import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

const TAIL = /^GET \S*\/api\/v1\/tail\?/;

/**
 * A door in front of Loki. What goes through is Loki's own; its tail can be refused, cut, or left standing without a
 * word, as proxies and networks do.
 */
export class Door {
  /** What happens to a requested tail. */
  tails: 'pass' | 'refuse' = 'pass';
  /** How many were requested, let through or not. */
  asked = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #standing = new Set<{ near: Socket; far: Socket }>();

  private constructor(target: URL) {
    this.#server = createServer((near) => {
      near.once('data', (head) => this.#enter(near, head, target));
      this.#hold(near);
    });
  }

  static async inFrontOf(loki: string): Promise<Door> {
    const door = new Door(new URL(loki));
    door.#server.listen(0, '127.0.0.1');
    await once(door.#server, 'listening');
    return door;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends the tails that stand. */
  cut(): void {
    this.#standing.forEach(({ near, far }) => {
      near.destroy();
      far.destroy();
    });
  }

  /** Open tails send nothing any more, but stay open. */
  silence(): void {
    this.#standing.forEach(({ near, far }) => {
      far.unpipe(near);
      far.resume();
    });
  }

  close(): void {
    this.#server.close();
    this.#sockets.forEach((socket) => socket.destroy());
  }

  #enter(near: Socket, head: Buffer, target: URL): void {
    const isTail = TAIL.test(head.toString('latin1'));
    this.asked += Number(isTail);
    if (isTail && this.tails === 'refuse') {
      near.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    this.#hold(far);
    far.write(head);
    near.pipe(far).pipe(near);
    const both = { near, far };
    if (isTail) {
      this.#standing.add(both);
    }
    near.on('close', () => {
      this.#standing.delete(both);
      far.destroy();
    });
    far.on('close', () => near.destroy());
  }

  #hold(socket: Socket): void {
    this.#sockets.add(socket);
    // The client that is cut off logs an error, which is intended.
    socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
  }
}
