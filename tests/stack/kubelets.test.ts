import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Kubelets } from '../../stack/src/workloads/kubelet.ts';
import { type Pod } from '../../stack/src/workloads/pod-status.ts';
import { type ObjectReference, type Occasion } from '../../stack/src/workloads/recorder.ts';
import {
  conditionsOf,
  differencesIn,
  factOf,
  FACTS,
  type KubeletEvent,
  RECORDED_EVENTS,
  RECORDED_STATUSES,
  shapesOf,
  type StatusLike,
} from './real-kubelet.ts';

const NODE = 'node-a';
const pod = (fault = '', changes: Partial<Pod['metadata']> = {}): Pod => ({
  metadata: {
    ...{ name: 'web-1', namespace: 'shop', uid: 'u1', resourceVersion: '7' },
    annotations: { 'simulated-fault': fault },
    ...changes,
  },
  spec: { nodeName: NODE, containers: [{ name: 'web', image: 'registry.example/web:1' }] },
  status: { phase: 'Pending' },
});
const deleted = { deletionTimestamp: '2026-01-01T00:00:00Z' };
const ofJob = { ownerReferences: [{ kind: 'Job' }] };
const EVICTION =
  'The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 8124Mi. Container web was using 3112Mi, request is 0, has larger consumption of ephemeral-storage. ';
const ANSWERING = { answering: [NODE], silent: new Set<string>() };
const SILENT = { answering: [], silent: new Set([NODE]) };

type Recorded = Occasion & { host: string; object: ObjectReference };

let recorded: Recorded[];
let statuses: StatusLike[];
let removed: string[];
let kubelets: Kubelets;

beforeEach(() => {
  recorded = [];
  statuses = [];
  removed = [];
  kubelets = new Kubelets({
    record: async (host, object, occasion) => void recorded.push({ host, object, ...occasion }),
    sendStatus: async (_, status) => void statuses.push(JSON.parse(JSON.stringify(status)) as StatusLike),
    remove: async ({ metadata }) => void removed.push(metadata.name),
  });
});

/** What is done for these pods while the given seconds pass. */
async function pass(pods: Pod[], nodes: Parameters<Kubelets['observe']>[1], from: number, to: number): Promise<void> {
  for (let second = from; second < to; second++) {
    kubelets.observe(pods, nodes, second * 1000);
    await kubelets.tick(second * 1000);
  }
}

const reasons = (): string[] => recorded.map(({ reason }) => reason);
const stateOf = (status: StatusLike | undefined) => status?.containerStatuses?.[0]?.state;

describe('a simulated kubelet', () => {
  it('reports once how a pod starts, with the name of its node', async () => {
    await pass([pod()], ANSWERING, 0, 60);
    assert.deepEqual(reasons(), ['Pulling', 'Pulled', 'Created', 'Started']);
    assert.ok(recorded.every(({ host, object }) => host === NODE && object.name === 'web-1'));
    assert.ok(stateOf(statuses.at(-1))?.running);
  });

  it('reports nothing while its node does not respond, and continues afterwards', async () => {
    const pods = [pod('mount')];
    await pass(pods, SILENT, 0, 300);
    assert.deepEqual([recorded, statuses], [[], []]);
    await pass(pods, ANSWERING, 300, 302);
    assert.ok(reasons().length > 0 && reasons().every((reason) => reason === 'FailedMount'));
  });

  it('leaves the pods of other nodes alone', async () => {
    await pass([pod()], { answering: ['node-b'], silent: new Set() }, 0, 60);
    assert.deepEqual([recorded, statuses], [[], []]);
  });

  it('stops the container of a deleted pod once, and removes the pod', async () => {
    await pass([pod()], ANSWERING, 0, 10);
    recorded.length = 0;
    await pass([pod('', deleted)], ANSWERING, 10, 20);
    assert.deepEqual(reasons(), ['Killing']);
    assert.deepEqual([statuses.at(-1)?.phase, removed], ['Succeeded', ['web-1']]);
  });

  it('has nothing to stop in a pod that has ended on its own', async () => {
    await pass([pod('', ofJob)], ANSWERING, 0, 30);
    assert.equal(statuses.at(-1)?.phase, 'Succeeded');
    recorded.length = 0;
    await pass([pod('', { ...ofJob, ...deleted })], ANSWERING, 30, 40);
    assert.deepEqual([recorded, removed], [[], ['web-1']]);
  });

  it('shows in the status of a crashing pod how it ended last, and for how long it backs off', async () => {
    await pass([pod('crash')], ANSWERING, 0, 120);
    const waiting = statuses.filter((status) => stateOf(status)?.waiting?.reason === 'CrashLoopBackOff').at(-1);
    const { restartCount, state, lastState } = waiting!.containerStatuses![0]!;
    assert.ok(restartCount > 1);
    assert.match(JSON.stringify(lastState), /"exitCode":1,"reason":"Error","containerID":"containerd:/);
    assert.match(JSON.stringify(state), /back-off [\dms]+ restarting failed container=web pod=web-1_shop\(u1\)/);
  });

  it('starts no container again because it is started again itself', async () => {
    await pass([pod()], ANSWERING, 0, 60);
    const running = { ...pod(), status: statuses.at(-1) as Pod['status'] };
    recorded.length = 0;
    const next = new Kubelets({
      record: async (host, object, occasion) => void recorded.push({ host, object, ...occasion }),
      sendStatus: async () => assert.fail('a status'),
      remove: async () => assert.fail('removed'),
    });
    next.observe([running], ANSWERING, 60_000);
    await next.tick(120_000);
    assert.deepEqual(recorded, []);
  });
});

/** The facts are compared with what a real kubelet recorded, so that neither side can drift. */
describe('what a real kubelet recorded', () => {
  it('has no field that differs from the table of facts, for each reason in it', () => {
    const used = new Set(FACTS.map(({ type, reason }) => `${type} ${reason}`));
    const compared = RECORDED_EVENTS.filter(({ type, reason }) => used.has(`${type} ${reason}`));
    assert.deepEqual(
      compared.flatMap((event) => differencesIn(event)),
      []
    );
    const seen = new Set(compared.map(factOf));
    assert.deepEqual(
      FACTS.filter((fact) => !fact.isRead && !seen.has(fact)),
      []
    );
  });

  const real = new Set(RECORDED_STATUSES.flatMap(shapesOf));
  const realConditions = new Set(RECORDED_STATUSES.flatMap(conditionsOf));
  /** No pod ended well in the recorded run, and none of its healthy pods was deleted. */
  const NOT_RECORDED = [
    'Running, terminated/Completed, id, image id',
    'Succeeded, terminated/Completed, id, image id',
    'Ready, False, PodCompleted',
    'ContainersReady, False, PodCompleted',
  ];

  for (const [what, life] of Object.entries({
    'a healthy pod': { pods: [pod()] },
    'a pod that crashes': { pods: [pod('crash')] },
    'a pod that fails its liveness probe': { pods: [pod('liveness')] },
    'a pod that fails its readiness probe': { pods: [pod('readiness')] },
    'a pod without its image': { pods: [pod('image')] },
    'a pod without its secret': { pods: [pod('mount')] },
    'a pod of a Job': { pods: [pod('', ofJob)] },
    'a pod of a Job that fails': { pods: [pod('job', ofJob)] },
    'a pod that is evicted': { pods: [pod()], evicted: true },
    'a pod that is evicted before it has run': { pods: [pod('image')], evicted: true },
    'a pod that is evicted between two restarts': { pods: [pod('crash')], evicted: true },
    'a pod that is deleted': { pods: [pod()], then: [pod('', deleted)] },
  } satisfies Record<string, { pods: Pod[]; evicted?: boolean; then?: Pod[] }>)) {
    it(`is what the simulated kubelet reports of ${what}`, async () => {
      const { pods, evicted = false, then = pods } = { ...life } as { pods: Pod[]; evicted?: boolean; then?: Pod[] };
      await pass(pods, ANSWERING, 0, 120);
      if (evicted) {
        kubelets.evict(pods[0]!, EVICTION, 120_000);
      }
      await pass(then, ANSWERING, 120, 900);
      const events = recorded.map(
        ({ object, ...event }) => ({ ...event, involvedObject: object }) as unknown as KubeletEvent
      );
      assert.deepEqual(
        events.filter((event) => !factOf(event)),
        []
      );
      const found = new Set(statuses.flatMap((status) => [...shapesOf(status), ...conditionsOf(status)]));
      const unreal = [...found].filter(
        (one) => !real.has(one) && !realConditions.has(one) && !NOT_RECORDED.includes(one)
      );
      assert.ok(found.size > 0);
      assert.deepEqual(unreal, []);
    });
  }
});
