import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { UNLIMITED } from '../../bench/servers.ts';
import { Loki } from '../../pkg/event-history/src/loki/loki.ts';
import { lokiStore } from '../../pkg/event-history/src/problems/store.ts';
import { DEFAULT_BASE } from '../../pkg/logql/src/index.ts';
import { allProblems, jsonOf, type ProblemJson } from '../../pkg/problems/src/index.ts';
import { Bed } from '../collector/harness.ts';
import { pushInOrder } from '../loki/volume.ts';
import { Replay } from './replay.ts';

const RANGE_MS = 180 * 60_000;

/** What happened on the node: the workload, the mode, and how the container ended last. */
const INCIDENTS: ReadonlyArray<readonly [workload: string, mode: string, title: RegExp, death?: string]> = [
  ['Node/node-a', 'eviction', /pods evicted, 26 workloads/],
  ['Deployment/oom', 'oom', /out of memory/, 'OOMKilled 137 app'],
  ['Pod/oom-once', 'oom', /out of memory/, 'OOMKilled 137 app'],
  ['Pod/oom-sidecar', 'oom', /out of memory/, 'OOMKilled 137 log-shipper'],
  ['Pod/oom-init', 'oom', /out of memory/, 'OOMKilled 137 import'],
  ['Pod/oom-tiny', 'oom', /out of memory/],
  ['Job/import', 'oom', /out of memory/, 'OOMKilled 137 app'],
  ['Job/report', 'job', /job failed/, 'Error 1 app'],
  ['Deployment/crash', 'crash', /crash loop/, 'Error 3 app'],
  ['Pod/segfault', 'crash', /crash loop/, 'Error 139 app'],
  ['Pod/exit-zero', 'crash', /crash loop/],
  ['Pod/init-fails', 'crash', /crash loop/, 'Error 1 migrate'],
  ['Pod/post-start', 'crash', /crash loop/, 'Error 137 app'],
  ['Pod/killed-outside', 'crash', /exits with code 137/, 'Error 137 app'],
  ['Pod/sandbox-killed', 'crash', /exits with code 137/, 'Error 137 app'],
  ['Pod/bad-command', 'crash', /container cannot start/, 'StartError 128 app'],
  ['Pod/run-as-root', 'crash', /container cannot start/],
  ['Deployment/rollout', 'image', /image cannot be pulled/],
  ['Pod/no-tag', 'image', /image cannot be pulled/],
  ['Pod/private-image', 'image', /image cannot be pulled/],
  ['Pod/registry-down', 'image', /image cannot be pulled/],
  ['Pod/registry-dns', 'image', /image cannot be pulled/],
  ['Pod/bad-image-name', 'image', /image cannot be pulled/],
  ['Pod/never-pull', 'image', /image cannot be pulled/],
  ['Pod/no-secret-volume', 'volume', /volume cannot be mounted/],
  ['Pod/bad-hostpath', 'volume', /volume cannot be mounted/],
  ['Pod/no-claim', 'volume', /claim missing/],
  ['Pod/no-configmap-key', 'other', /secret, ConfigMap or key missing/],
  ['Pod/live-http', 'probe', /liveness probe fails/, 'Error 137 app'],
  ['Pod/live-tcp', 'probe', /liveness probe fails/, 'Error 137 app'],
  ['Pod/live-exec', 'probe', /liveness probe fails/, 'Error 137 app'],
  ['Pod/live-timeout', 'probe', /liveness probe fails/, 'Error 137 app'],
  ['Pod/startup-slow', 'probe', /startup probe fails/, 'Error 137 app'],
  ['Pod/ready-http', 'probe', /readiness probe fails/],
  ['Pod/empty-dir-full', 'eviction', /storage limit exceeded/, 'Error 137 app'],
  ['Pod/storage-limit', 'eviction', /storage limit exceeded/, 'ContainerStatusUnknown 137 app'],
  ['Pod/deadline', 'job', /ran past its deadline/, 'Error 137 app'],
  ['Pod/too-big', 'scheduling', /pods cannot be scheduled/],
  ['Deployment/over-quota', 'quota', /quota exceeded/],
];

/** What a real kubelet and its containers wrote, through the collector's code, in a real Loki. */
describe('what happened on a real node', { timeout: 120_000 }, () => {
  let bed: Bed;
  let found: ProblemJson[];

  before(async () => {
    bed = await Bed.start({ only: ['loki'], lokiConfig: UNLIMITED });
    const to = Date.now();
    const entries = await new Replay(to).entries();
    await pushInOrder(bed.stack.lokiUrl, entries, Number(entries[0]!.timestampNs / 1_000_000n));
    const loki = new Loki({ url: bed.stack.lokiUrl, headers: {} });
    const { problems } = await allProblems({
      store: lokiStore(loki),
      query: { base: DEFAULT_BASE },
      span: { from: to - RANGE_MS, to },
      details: INCIDENTS.length * 2,
    });
    await loki.close();
    found = problems.map((problem, at) => jsonOf(problem, at + 1));
  });
  after(() => bed?.end());

  for (const [workload, mode, title, death] of INCIDENTS) {
    it(`is a problem of ${workload}: ${mode}`, () => {
      const own = found.find((problem) => problem.workload === workload && problem.mode === mode);
      assert.ok(own, found.map((problem) => `${problem.workload} ${problem.mode}`).join(', '));
      assert.match(own.title, title);
      const { reason, exitCode, container } = own.death ?? {};
      assert.equal(own.death ? `${reason} ${exitCode} ${container}` : undefined, death);
    });
  }

  it('is nothing but that', () => {
    const known = new Set(INCIDENTS.map(([workload, mode]) => `${workload} ${mode}`));
    const others = found.map(({ workload, mode }) => `${workload} ${mode}`).filter((one) => !known.has(one));
    assert.deepEqual(others, []);
  });
});
