import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { callApi, mustCall } from '../../stack/src/api.ts';
import { startWorkloads } from '../../stack/src/product.ts';
import { hierarchies } from '../../stack/src/real-node/cgroups.ts';
import { layoutOf, NODE_NAME } from '../../stack/src/real-node/layout.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { Bed, until } from '../collector/harness.ts';
import { kubectl, NAMESPACE, type Pod, podsOf, statusesOf } from './cluster.ts';

const SLOW_MS = 90_000;

/** kubelet, containerd and containers, beside simulated nodes. */
describe('a real node', { timeout: 240_000 }, () => {
  const interfaces = Object.keys(networkInterfaces());
  let bed: Bed;
  let stack: Stack;

  before(async () => {
    bed = await Bed.start({
      only: ['kube-controller-manager', 'kube-scheduler', 'kwok', 'loki'],
      realNode: true,
      workloads: true,
    });
    stack = bed.stack;
    await startWorkloads(stack);
  });
  after(() => bed?.end());

  const podOf = async (app: string, namespace = NAMESPACE): Promise<Pod | undefined> =>
    (await podsOf(stack, namespace).catch(() => [])).find(
      ({ metadata, status }) => metadata.labels?.app === app && status?.phase === 'Running'
    );
  const isReady = (pod: Pod | undefined): boolean => pod !== undefined && statusesOf(pod).every(({ ready }) => ready);

  it('runs containers, and leaves the pods of simulated nodes to those', async () => {
    await until(async () => isReady(await podOf('web')) && isReady(await podOf('web', 'shop')), SLOW_MS);
    const [real, simulated] = [(await podOf('web'))!, (await podOf('web', 'shop'))!];
    assert.equal(real.spec.nodeName, NODE_NAME);
    assert.match(statusesOf(real)[0]!.containerID!, /^containerd:\/\/\w{64}$/);
    assert.match(simulated.spec.nodeName!, /^worker-/);
    for (const namespace of ['shop', 'payments', 'analytics', 'platform']) {
      assert.ok((await podsOf(stack, namespace)).every(({ spec }) => spec.nodeName !== NODE_NAME));
    }
  });

  it('is reached by kubectl logs and kubectl exec', async () => {
    await until(async () => (await podOf('stock')) !== undefined, SLOW_MS);
    assert.match(await kubectl(stack, 'logs', `--namespace=${NAMESPACE}`, 'deployment/stock'), /loading the catalogue/);
    const command = [
      'exec',
      `--namespace=${NAMESPACE}`,
      'deployment/web',
      '--',
      'wget',
      '-qO-',
      'http://127.0.0.1:8080/',
    ];
    assert.equal(await kubectl(stack, ...command), 'ok\n');
  });

  it("adds nothing to the machine's network", () => {
    assert.deepEqual(Object.keys(networkInterfaces()), interfaces);
  });

  it('ends with all of its processes when it is killed, and continues with its pods', async () => {
    const web = (await podOf('web'))!;
    const restarts = statusesOf(web)[0]!.restartCount;
    const group = layoutOf(stack.state.data).groups;
    assert.ok(processesIn(group).length > 0);
    await stack.signal('kubelet', 'SIGKILL');
    await until(() => processesIn(group).length === 0, SLOW_MS);
    await stack.start('kubelet');
    await until(async () => {
      const path = `/api/v1/namespaces/${NAMESPACE}/pods/${web.metadata.name}`;
      const [status] = statusesOf((await mustCall(stack.apiServer(), 'GET', path)) as Pod);
      return status?.ready === true && status.restartCount > restarts;
    }, SLOW_MS);
  });

  it('leaves no control group, loop device or process behind when the stack ends', async () => {
    const { groups, disk } = layoutOf(stack.state.data);
    await stack.down();
    assert.deepEqual(
      hierarchies().flatMap((folder) => readdirSync(folder).filter((name) => name === groups)),
      []
    );
    assert.deepEqual(loopsOf(disk), []);
  });

  it('is gone with its workloads where the stack starts without it', async () => {
    const { name, data } = stack.state;
    stack = await startStack({ name, data, only: ['kube-controller-manager'], workloads: true });
    const statusOf = async (path: string): Promise<number> => (await callApi(stack.apiServer(), 'GET', path)).status;
    const left = [`/api/v1/nodes/${NODE_NAME}`, `/api/v1/namespaces/${NAMESPACE}`];
    assert.deepEqual(await Promise.all(left.map(statusOf)), [200, 200]);
    await startWorkloads(stack);
    await until(async () => (await Promise.all(left.map(statusOf))).every((status) => status === 404), SLOW_MS);
  });
});

/** The processes in the control groups of that name, and in those below. */
const processesIn = (name: string): string[] =>
  readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && contentOf(`/proc/${pid}/cgroup`).includes(`/${name}/`));

const loopsOf = (file: string): string[] =>
  readdirSync('/sys/block').filter((device) => contentOf(`/sys/block/${device}/loop/backing_file`).trim() === file);

/** Empty if it is not there, as of a process that has ended. */
function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
