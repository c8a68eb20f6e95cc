import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Kubelets, type Pod } from '../../stack/src/workloads/kubelet.ts';

const pod = (changes: Partial<Pod['metadata']> = {}, phase = 'Running'): Pod => ({
  metadata: { name: 'web-1', namespace: 'shop', uid: 'u1', resourceVersion: '7', ...changes },
  spec: { nodeName: 'node-a', containers: [{ name: 'web', image: 'registry.example/web:1' }] },
  status: { phase },
});
const deleted = { deletionTimestamp: '2026-01-01T00:00:00Z' };
const nobody = new Set<string>();

describe('a simulated kubelet', () => {
  let told: string[];
  let kubelets: Kubelets;

  beforeEach(() => {
    told = [];
    kubelets = new Kubelets({
      record: async (host, object, _type, reason) => void told.push(`${host} ${object.name} ${reason}`),
    });
  });

  /** What is told of these pods as so many seconds pass. */
  async function pass(pods: Pod[], silent: ReadonlySet<string>, from: number, to: number): Promise<void> {
    for (let second = from; second < to; second++) {
      kubelets.observe(pods, silent, second * 1000);
      await kubelets.tick(second * 1000);
    }
  }

  it('tells how a pod starts, once, with the name of its node', async () => {
    await pass([pod()], nobody, 0, 60);
    const reasons = ['Pulling', 'Pulled', 'Created', 'Started'];
    assert.deepEqual(
      told,
      reasons.map((reason) => `node-a web-1 ${reason}`)
    );
  });

  it('tells nothing while its node does not answer, and goes on when it does', async () => {
    const pods = [pod({ annotations: { 'simulated-fault': 'mount' } })];
    await pass(pods, new Set(['node-a']), 0, 300);
    assert.deepEqual(told, []);
    await pass(pods, nobody, 300, 310);
    assert.deepEqual(told, ['node-a web-1 FailedMount']);
  });

  it('stops the container of a deleted pod once', async () => {
    await pass([pod()], nobody, 0, 10);
    told.length = 0;
    await pass([pod(deleted)], nobody, 10, 20);
    assert.deepEqual(told, ['node-a web-1 Killing']);
  });

  it('has nothing to stop in a pod that has ended by itself', async () => {
    await pass([pod({}, 'Succeeded')], nobody, 0, 10);
    told.length = 0;
    await pass([pod(deleted, 'Succeeded')], nobody, 10, 20);
    assert.deepEqual(told, []);
  });
});
