import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Kubelets, type Pod } from '../../stack/src/workloads/kubelet.ts';

const pod = (changes: Partial<Pod['metadata']> = {}, phase = 'Running'): Pod => ({
  metadata: { name: 'web-1', namespace: 'shop', uid: 'u1', resourceVersion: '7', ...changes },
  spec: { nodeName: 'node-a', containers: [{ name: 'web', image: 'registry.example/web:1' }] },
  status: { phase },
});
const deleted = { deletionTimestamp: '2026-01-01T00:00:00Z' };
const none = new Set<string>();

describe('a simulated kubelet', () => {
  let recorded: string[];
  let kubelets: Kubelets;

  beforeEach(() => {
    recorded = [];
    kubelets = new Kubelets({
      record: async (host, object, _type, reason) => void recorded.push(`${host} ${object.name} ${reason}`),
    });
  });

  /** The events of these pods while the given seconds pass. */
  async function pass(pods: Pod[], silent: ReadonlySet<string>, from: number, to: number): Promise<void> {
    for (let second = from; second < to; second++) {
      kubelets.observe(pods, silent, second * 1000);
      await kubelets.tick(second * 1000);
    }
  }

  it('reports once how a pod starts, with the name of its node', async () => {
    await pass([pod()], none, 0, 60);
    const reasons = ['Pulling', 'Pulled', 'Created', 'Started'];
    assert.deepEqual(
      recorded,
      reasons.map((reason) => `node-a web-1 ${reason}`)
    );
  });

  it('reports nothing while its node does not respond, and continues afterwards', async () => {
    const pods = [pod({ annotations: { 'simulated-fault': 'mount' } })];
    await pass(pods, new Set(['node-a']), 0, 300);
    assert.deepEqual(recorded, []);
    await pass(pods, none, 300, 310);
    assert.deepEqual(recorded, ['node-a web-1 FailedMount']);
  });

  it('stops the container of a deleted pod once', async () => {
    await pass([pod()], none, 0, 10);
    recorded.length = 0;
    await pass([pod(deleted)], none, 10, 20);
    assert.deepEqual(recorded, ['node-a web-1 Killing']);
  });

  it('has nothing to stop in a pod that has ended on its own', async () => {
    await pass([pod({}, 'Succeeded')], none, 0, 10);
    recorded.length = 0;
    await pass([pod(deleted, 'Succeeded')], none, 10, 20);
    assert.deepEqual(recorded, []);
  });
});
