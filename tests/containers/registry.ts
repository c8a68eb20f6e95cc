import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { type Blob, type Image } from './images.ts';

/**
 * A registry from which images are pulled by the names that Dockerfiles and Docker Compose use.
 *
 * Source: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
 */
export async function startRegistry(images: readonly Image[]): Promise<{ port: number; server: Server }> {
  const blobs = new Map(images.flatMap(({ blobs: all }) => all).map((blob) => [blob.digest, blob]));
  const manifests = new Map<string, Blob>();
  for (const { name, tag, manifest } of images) {
    manifests.set(`${name}:${tag}`, manifest).set(`${name}:${manifest.digest}`, manifest);
  }
  const find = (url: string): Blob | undefined => {
    const [, name = '', kind, reference = ''] = /^\/v2\/(.+)\/(manifests|blobs)\/([^?]+)/.exec(url) ?? [];
    return kind === 'manifests' ? manifests.get(`${name}:${reference}`) : blobs.get(reference);
  };
  const server = createServer(({ method, url = '' }, response) => {
    const blob = find(url);
    if (!blob) {
      response.writeHead(url === '/v2/' ? 200 : 404).end();
      return;
    }
    const { mediaType, digest, file, content } = blob;
    response.writeHead(200, {
      'content-type': mediaType,
      'docker-content-digest': digest,
      'content-length': file ? statSync(file).size : Buffer.byteLength(content ?? ''),
    });
    if (method === 'HEAD' || !file) {
      response.end(method === 'HEAD' ? undefined : content);
    } else {
      createReadStream(file).pipe(response);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, server };
}
