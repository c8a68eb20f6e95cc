import { createSocket } from 'node:dgram';

const IS_ANSWER = 0x80;
const NO_SUCH_NAME = 3;

/** A name server that knows no name: a registry that does not exist is reported as such. */
export async function serveNoNames(address: string): Promise<void> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { address: to, port }) => {
    const answer = Buffer.from(query);
    answer[2] = (answer[2] ?? 0) | IS_ANSWER;
    answer[3] = NO_SUCH_NAME;
    socket.send(answer, port, to);
  });
  await new Promise<void>((resolve) => socket.bind(53, address, resolve));
}
