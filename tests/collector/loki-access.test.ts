import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import path from 'node:path';
import { type TLSSocket } from 'node:tls';
import { after, before, it } from 'node:test';
import { create, oldEvent } from './events.ts';
import { Bed } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

let bed: Bed;
before(async () => {
  bed = await Bed.start();
});
after(() => bed.end());

it('Loki is reached over TLS with a custom CA, a client certificate, basic authentication and a tenant', async () => {
  const namespace = await bed.namespace('access');
  // The API server made itself a certificate for 127.0.0.1: good for another server there, and for a client.
  const certFile = path.join(bed.stack.state.data, 'certificates/apiserver.crt');
  const keyFile = path.join(bed.stack.state.data, 'certificates/apiserver.key');
  const seen: Array<{
    authorization?: string | undefined;
    tenant?: string | string[] | undefined;
    hasCertificate: boolean;
  }> = [];
  const tls = {
    cert: readFileSync(certFile),
    key: readFileSync(keyFile),
    requestCert: true,
    rejectUnauthorized: false,
  };
  const server = createServer(tls, (request, response) => {
    const { authorization, 'x-scope-orgid': tenant } = request.headers;
    const certificate = (request.socket as TLSSocket).getPeerCertificate();
    seen.push({ authorization, tenant, hasCertificate: Object.keys(certificate).length > 0 });
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      void fetch(`${bed.stack.lokiUrl}${request.url}`, { method: 'POST', headers, body: Buffer.concat(chunks) }).then(
        (answer) => response.writeHead(answer.status).end()
      );
    });
  });
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const passwordFile = path.join(bed.folder, 'password');
  writeFileSync(passwordFile, 'open sesame\n');
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/loki/api/v1/push`;
  const loki = { url, username: 'me', passwordFile, tenant: 'team-a', tls: { caFile: certFile, certFile, keyFile } };
  const collector = bed.collector({ config: { receivers: { loki } } });
  await create(bed.stack, [oldEvent(namespace, 1)]);
  await assertKeptOnce(bed.stack, namespace, [1]);
  const authorization = `Basic ${Buffer.from('me:open sesame').toString('base64')}`;
  assert.deepEqual(seen[0], { authorization, tenant: 'team-a', hasCertificate: true });
  assert.ok(!collector.lines.some((line) => line.includes('sesame')));
  await collector.kill('SIGTERM');
});
