import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Loki } from '../../pkg/event-history/src/loki/loki.ts';
import { lokiStore } from '../../pkg/event-history/src/problems/store.ts';
import { type EventRecord, recordOf } from '../../pkg/event/src/index.ts';
import { DEFAULT_BASE } from '../../pkg/logql/src/index.ts';
import { allProblems, jsonOf, type ProblemJson } from '../../pkg/problems/src/index.ts';
import { mustCall } from '../../stack/src/api.ts';
import { NODE_NAME } from '../../stack/src/real-node/layout.ts';
import { Bed, until } from '../collector/harness.ts';
import { keptOf } from '../collector/kept.ts';
import { applyWorkloads, CRON_JOBS, endOf, Ends, HOG, kubectl, NAMESPACE } from './cluster.ts';
import { INCIDENTS } from './expected.ts';

const RANGE_MS = 60 * 60_000;
const SLOW_MS = 120_000;
const EVICTED_FOR_MEMORY = /was ended by SIGKILL .*its pod was evicted: The node was low on resource: memory/;

/** A real kubelet and its containers, a collector, and a real Loki. */
describe('incidents on a real node', { timeout: 300_000 }, () => {
  let bed: Bed;
  let ends: Ends;
  let loki: Loki;

  before(async () => {
    bed = await Bed.start({ only: ['kube-controller-manager', 'kube-scheduler', 'loki'], realNode: true });
    loki = new Loki({ url: bed.stack.lokiUrl, headers: {} });
    const collector = bed.collector();
    for (const resource of ['pods', 'replicasets']) {
      await collector.logged(new RegExp(`"scope":"${resource}/\\*","state":"watching"`));
    }
    ends = new Ends(bed.stack);
    await applyWorkloads(bed.stack);
    for (const name of CRON_JOBS) {
      await kubectl(bed.stack, 'create', 'job', `${name}-now`, `--from=cronjob/${name}`, `--namespace=${NAMESPACE}`);
    }
  });
  after(async () => {
    ends?.stop();
    await loki?.close();
    await bed?.end();
  });

  const recordsOf = async (): Promise<EventRecord[]> => (await keptOf(bed.stack, NAMESPACE)).map(recordOf);

  const messagesOf = async (workload: string): Promise<string[]> =>
    (await recordsOf()).filter((record) => record.workload === workload).map(({ message }) => message);

  /** Waits until there is such a problem. */
  async function problemOf(
    workload: string,
    mode: string,
    isSuch: (problem: ProblemJson) => boolean = () => true
  ): Promise<ProblemJson> {
    let found: ProblemJson[] = [];
    const own = (): ProblemJson | undefined => found.find((one) => one.workload === workload && one.mode === mode);
    await until(
      async () => {
        found = await problems();
        return own() !== undefined && isSuch(own()!);
      },
      SLOW_MS,
      () =>
        `no such ${workload} ${mode}: ${JSON.stringify(own() ?? [found.map(textOf), found.filter(({ shared }) => shared)])}`
    );
    return own()!;
  }

  async function problems(): Promise<ProblemJson[]> {
    const to = Date.now();
    const { problems: found } = await allProblems({
      store: lokiStore(loki),
      query: { base: DEFAULT_BASE },
      span: { from: to - RANGE_MS, to },
      details: INCIDENTS.length * 2,
    });
    return found.map((problem, at) => jsonOf(problem, at + 1));
  }

  for (const { workload, mode, title, status, death, says } of INCIDENTS) {
    it(`${workload}: ${status}`, async () => {
      await until(
        () => ends.statuses.has(status),
        SLOW_MS,
        () => `no ${status}, but ${[...ends.statuses].join(', ')}`
      );
      await problemOf(workload, mode, (problem) => title.test(problem.title) && deathOf(problem) === death);
      const messages = await messagesOf(workload);
      assert.ok(
        messages.some((message) => says.test(message)),
        messages.join('\n')
      );
    });
  }

  it('are nothing but these', async () => {
    const known = new Set(INCIDENTS.map(({ workload, mode }) => `${workload} ${mode}`));
    const others = (await problems())
      .map(({ workload, mode }) => `${workload} ${mode}`)
      .filter((one) => !known.has(one));
    assert.deepEqual(others, []);
  });

  it('are found with the change that they came with', async () => {
    const image = 'registry.example/warehouse/web';
    await kubectl(bed.stack, 'set', 'image', 'deployment/web', `web=${image}:1.1`, `--namespace=${NAMESPACE}`);
    const pull = await problemOf('Deployment/web', 'image');
    assert.deepEqual([pull.change?.changed, pull.change?.by], [['image.web'], 'kubectl set']);

    await kubectl(bed.stack, 'rollout', 'undo', 'deployment/web', `--namespace=${NAMESPACE}`);
    const limit = ['--limits=memory=1Mi', '--requests=memory=1Mi'];
    await kubectl(bed.stack, 'set', 'resources', 'deployment/web', ...limit, `--namespace=${NAMESPACE}`);
    // No container of it runs: what the kubelet says of the sandbox is all.
    const memory = await problemOf('Deployment/web', 'oom');
    assert.ok(memory.change?.changed.includes('limits.memory.web'), memory.change?.changed.join(', '));
  });

  it('are one problem of the node when it evicts pods for memory', async () => {
    await mustCall(bed.stack.apiServer(), 'POST', `/api/v1/namespaces/${NAMESPACE}/pods`, HOG);
    const node = await problemOf(`Node/${NODE_NAME}`, 'eviction');
    assert.match(node.title, /pods evicted/);
    await until(async () => (await messagesOf('Pod/hog')).some((message) => EVICTED_FOR_MEMORY.test(message)), SLOW_MS);
  });

  it('has an entry for each end that a pod’s status showed, and says the same of it', async () => {
    ends.stop();
    assert.ok(ends.seen.size > INCIDENTS.length);
    let recorded = new Set<string>();
    const missing = (): string[] => [...ends.seen].filter((end) => !recorded.has(end));
    await until(
      async () => {
        const records = (await recordsOf()).filter(({ labels }) => labels.exit_code);
        recorded = new Set(
          records.map(({ name, reason, timeMs, labels: { container = '', exit_code } }) =>
            endOf(name, container, `${new Date(timeMs).toISOString().slice(0, 19)}Z`, reason, Number(exit_code))
          )
        );
        return missing().length === 0;
      },
      SLOW_MS,
      () => `missing: ${missing().join('\n')}\nrecorded: ${[...recorded].join('\n')}`
    );
  });
});

const textOf = ({ workload, mode, title }: ProblemJson): string => `${workload} ${mode} "${title}"`;

const deathOf = ({ death }: ProblemJson): string | undefined =>
  death ? `${death.reason} ${death.exitCode} ${death.container}` : undefined;
