import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { callApi, mustCall } from '../../stack/src/api.ts';
import { startTimeOf } from '../../stack/src/process.ts';
import { type ServerName } from '../../stack/src/servers.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { Recorder } from '../../stack/src/workloads/recorder.ts';
import { differencesIn, type KubeletEvent, RECORDED_STATUSES, shapesOf, type StatusLike } from './real-kubelet.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stack-test-'));
const stacks: Stack[] = [];
const start = async (name: string, only?: ServerName[], workloads = false): Promise<Stack> => {
  const stack = await startStack({ name, data: path.join(folder, name), only, workloads });
  stacks.push(stack);
  return stack;
};

after(async () => {
  await Promise.all(stacks.map((stack) => stack.down()));
  rmSync(folder, { recursive: true, force: true });
});

describe('a stack', () => {
  it('runs beside another, each with its own data', async () => {
    const [one, two] = await Promise.all([start('one', ['kube-apiserver', 'loki']), start('two', ['kube-apiserver'])]);
    await mustCall(one.apiServer(), 'POST', '/api/v1/namespaces', { metadata: { name: 'only-here' } });
    const found = async (stack: Stack): Promise<number> =>
      (await callApi(stack.apiServer(), 'GET', '/api/v1/namespaces/only-here')).status;
    assert.deepEqual([await found(one), await found(two)], [200, 404]);
    await two.down();
  });

  it('listens on the loopback interface alone', async () => {
    const one = await start('one', ['kube-apiserver', 'loki']);
    const listening = ['tcp', 'tcp6'].flatMap((family) =>
      readFileSync(`/proc/net/${family}`, 'utf8')
        .split('\n')
        .map((row) => row.trim().split(/\s+/))
        .filter((row) => row[3] === '0A')
        .map((row) => row[1] ?? '')
    );
    for (const port of Object.values(one.state.ports)) {
      const hex = port.toString(16).toUpperCase().padStart(4, '0');
      for (const address of listening.filter((entry) => entry.endsWith(`:${hex}`))) {
        assert.equal(address, `0100007F:${hex}`, `port ${port}`);
      }
    }
  });

  it('is left as it is by a second start', async () => {
    const one = await start('one', ['kube-apiserver', 'loki']);
    const before = structuredClone(one.state);
    const again = await start('one', ['kube-apiserver', 'loki']);
    assert.deepEqual(again.state, before);
  });

  it('starts a killed server again, on its port and with its data', async () => {
    const one = await start('one', ['kube-apiserver', 'loki']);
    const pid = one.pid('etcd');
    await one.signal('etcd', 'SIGKILL');
    assert.equal(one.isRunning('etcd'), false);
    const again = await start('one', ['kube-apiserver', 'loki']);
    assert.notEqual(again.pid('etcd'), pid);
    const namespace = await mustCall(again.apiServer(), 'GET', '/api/v1/namespaces/only-here');
    assert.equal((namespace as { kind: string }).kind, 'Namespace');
  });

  it('gives each user the rights that RBAC says', async () => {
    const one = await start('one', ['kube-apiserver', 'loki']);
    const status = async (user: 'collector' | 'nobody', resource: string): Promise<number> =>
      (await callApi(one.apiServer(user), 'GET', `/api/v1/${resource}`)).status;
    assert.deepEqual(
      [await status('collector', 'events'), await status('collector', 'secrets'), await status('nobody', 'events')],
      [200, 403, 403]
    );
  });

  it('leaves no process behind, and keeps its data without --purge', async () => {
    const one = await start('one', ['kube-apiserver', 'loki']);
    const processes = Object.values(structuredClone(one.state.processes));
    assert.equal(processes.length, 3);
    await one.down();
    assert.deepEqual(
      processes.map(({ pid, started }) => startTimeOf(pid) === started),
      [false, false, false]
    );
    assert.equal(existsSync(path.join(folder, 'one', 'etcd')), true);
    one.purge();
    assert.equal(existsSync(path.join(folder, 'one')), false);
  });

  it('says which port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    await assert.rejects(
      startStack({ name: 'taken', data: path.join(folder, 'taken'), only: ['etcd'], ports: { etcd: port } }),
      new RegExp(`port ${port} for etcd cannot be used \\(EADDRINUSE\\)`)
    );
    taken.close();
  });
});

describe('the recorder of the simulated kubelets', () => {
  it('drops what is beyond 25 events of one type about an object, and creates a forgotten event with its count', async () => {
    const stack = await start('one', ['kube-apiserver', 'loki']);
    const api = stack.apiServer();
    const recorder = new Recorder(api);
    const path = '/api/v1/namespaces/default/events';
    const counted = async (name: string) => {
      const { items } = (await mustCall(api, 'GET', `${path}?fieldSelector=involvedObject.name=${name}`)) as {
        items: KubeletEvent[];
      };
      return items.map(({ type, count }) => `${type} ${count}`).sort();
    };
    const say = (name: string, type: 'Normal' | 'Warning') =>
      recorder.record('n', { kind: 'Node', name }, { type, reason: 'Said', message: 'so' });
    for (let times = 0; times < 30; times++) {
      await say('often', 'Warning');
    }
    await say('often', 'Normal');
    assert.deepEqual(await counted('often'), ['Normal 1', 'Warning 25']);
    await say('seldom', 'Normal');
    await say('seldom', 'Normal');
    await mustCall(api, 'DELETE', `${path}?fieldSelector=involvedObject.name=seldom`);
    await say('seldom', 'Normal');
    assert.deepEqual(await counted('seldom'), ['Normal 3']);
  });
});

describe('the sample workloads', () => {
  let events: EventLike[] = [];
  let statuses: StatusLike[] = [];

  it('give at least 15 reasons, of both types, in several namespaces and on several nodes, within two minutes', async () => {
    const stack = await start('workloads', undefined, true);
    const args = [path.join(import.meta.dirname, '../../stack/src/workloads/main.ts'), stack.state.data];
    await stack.startProcess({ name: 'workloads', command: process.execPath, args });
    const deadline = Date.now() + 120_000;
    let seen = { reasons: 0, types: 0, namespaces: 0, nodes: 0 };
    let restarted = false;
    do {
      await delay(2_000);
      const { items } = (await mustCall(stack.apiServer(), 'GET', '/api/v1/events')) as { items: EventLike[] };
      const distinct = (of: (event: EventLike) => string | undefined): number =>
        new Set(items.map(of).filter(Boolean)).size;
      seen = {
        reasons: distinct(({ reason }) => reason),
        types: distinct(({ type }) => type),
        namespaces: distinct(({ metadata }) => metadata.namespace),
        nodes: distinct(({ source }) => source?.host),
      };
      const pods = (await mustCall(stack.apiServer(), 'GET', '/api/v1/pods')) as { items: PodLike[] };
      restarted = pods.items.some(({ status }) =>
        status.containerStatuses?.some(({ restartCount }) => restartCount > 0)
      );
      statuses = pods.items.map(({ status }) => status);
      events = items.filter(({ source }) => source?.component === 'kubelet');
    } while ((seen.reasons < 15 || seen.types < 2 || seen.nodes < 3 || !restarted) && Date.now() < deadline);
    assert.ok(seen.reasons >= 15, `${seen.reasons} reasons`);
    assert.equal(seen.types, 2);
    assert.ok(seen.namespaces >= 3, `${seen.namespaces} namespaces`);
    assert.ok(seen.nodes >= 3, `${seen.nodes} nodes`);
    assert.ok(restarted, 'no container was restarted');
  });

  it('give events and statuses that differ in no field from those of a real kubelet', () => {
    assert.ok(events.length > 0 && statuses.length > 0);
    assert.deepEqual([...new Set(events.flatMap((event) => differencesIn(event)))], []);
    const real = new Set(RECORDED_STATUSES.flatMap(shapesOf));
    assert.deepEqual(
      statuses.flatMap(shapesOf).filter((shape) => !real.has(shape) && !ENDED_WELL.test(shape)),
      []
    );
  });
});

/** No pod ended well in the recorded run. */
const ENDED_WELL = /terminated\/Completed/;

type EventLike = KubeletEvent;
interface PodLike {
  status: StatusLike;
}
