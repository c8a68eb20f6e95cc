import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, it } from 'node:test';
import { callApi } from '../../stack/src/api.ts';
import { create, NUMBERS, oldEvent } from '../collector/events.ts';
import { Bed } from '../collector/harness.ts';
import { assertKeptOnce } from '../collector/kept.ts';
import { ROOT } from './objects.ts';

let bed: Bed;
const started: ChildProcess[] = [];
before(async () => {
  bed = await Bed.start();
});
after(() => bed.end());
afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')));

/** The configuration as the first collector's documentation has it. */
const config = (): string =>
  JSON.stringify({ log: 'info', receivers: { loki: { url: `${bed.stack.lokiUrl}/loki/api/v1/push` }, stdout: false } });

for (const [where, args] of [
  ['config.json', ['-le']],
  ['home/.config/loki-event-collector/config.json', ['-le=true']],
  ['elsewhere/events.json', ['-c', 'elsewhere/events.json', '-le']],
] as const) {
  it(`takes the first collector's place, with its ${where} and ${args.join(' ')}: labels and Lease are the same`, async () => {
    const folder = path.join(bed.folder, `drop-in-${path.dirname(where).split('/')[0]}`);
    mkdirSync(path.dirname(path.join(folder, where)), { recursive: true });
    writeFileSync(path.join(folder, where), config());
    const namespace = await bed.namespace(`dropin${where.length}`);
    const env = {
      PATH: process.env.PATH,
      HOME: path.join(folder, 'home'),
      KUBECONFIG: bed.stack.kubeconfig('collector'),
    };
    const main = path.join(ROOT, 'backend-sidecar/dist/main.js');
    const child = spawn(process.execPath, [main, ...args], { cwd: folder, env, stdio: 'ignore' });
    started.push(child);
    await create(bed.stack, [oldEvent(namespace, 0), oldEvent(namespace, 1)]);
    const kept = await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 2));
    const warning = kept.find(({ labels }) => labels._type === 'Warning');
    assert.deepEqual(
      [warning?.labels._host, warning?.labels._namespace, warning?.labels._kind],
      ['node-0', namespace, 'Pod']
    );
    assert.match(warning?.line ?? '', /Reason:Numbered, /);
    const lease = '/apis/coordination.k8s.io/v1/namespaces/default/leases/loki-event-collector';
    const { body } = await callApi(bed.stack.apiServer(), 'GET', lease);
    assert.ok((body as { spec: { holderIdentity: string } }).spec.holderIdentity);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
  });
}
