import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Blob, type Image } from './images.ts';

/** The tag that there is of every repository. */
export const TAG = '1.0';
/** Repositories below it want credentials. */
const PRIVATE = 'private/';
const PATH = /^\/v2\/(?<repository>.+)\/(?:manifests|blobs)\/(?<reference>[^/?]+)/;

/** A registry in which each repository has one image, to be read only. */
export function serveRegistry(image: Image, port: number): Promise<void> {
  const server = createServer((request, response) => answer(image, request, response));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function answer({ manifest, blobs }: Image, request: IncomingMessage, response: ServerResponse): void {
  const { repository = '', reference = '' } = PATH.exec(request.url ?? '')?.groups ?? {};
  const digest = reference === TAG ? manifest : reference;
  const blob = blobs.get(digest);
  if (repository.startsWith(PRIVATE)) {
    response.setHeader('WWW-Authenticate', 'Basic realm="registry"');
    refuse(response, 401, 'UNAUTHORIZED', 'authentication required');
  } else if (blob) {
    send(request, response, blob, digest);
  } else {
    refuse(response, 404, 'MANIFEST_UNKNOWN', `${reference} is not known`);
  }
}

function send(request: IncomingMessage, response: ServerResponse, { mediaType, content }: Blob, digest: string): void {
  response.writeHead(200, {
    'content-type': mediaType,
    'content-length': content.length,
    'docker-content-digest': digest,
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ errors: [{ code, message }] }));
}
