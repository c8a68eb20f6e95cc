import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemsIn } from '../src/candidates.ts';
import { bucketsOf } from '../src/buckets.ts';
import { type Group } from '../src/counts.ts';
import { type Death, type Details } from '../src/problem.ts';
import { ranked } from '../src/rank.ts';
import { titleOf } from '../src/say.ts';
import { en } from '../src/words/en.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 25, 18);
const buckets = bucketsOf({ from: NOW - 180 * MINUTE, to: NOW });

/** A group that happened `n` times in each of these minutes before now. */
function group(reason: string, minutesAgo: readonly number[], more: Partial<Group> = {}, n = 1): Group {
  const counts = new Array<number>(buckets.count).fill(0);
  minutesAgo.forEach((ago) => (counts[buckets.count - 1 - ago] = n));
  const about = { cluster: '', namespace: 'shop', workload: 'Deployment/web', kind: 'Pod', type: 'Warning', sign: '' };
  return { ...about, reason, counts, ...more };
}

const claim = (name: string) => ({ workload: `PersistentVolumeClaim/${name}`, kind: 'PersistentVolumeClaim' });
const rescaled = (name: string) => ({
  workload: `HorizontalPodAutoscaler/${name}`,
  kind: 'HorizontalPodAutoscaler',
  type: 'Normal',
});
const upTo = (ago: number): number[] => Array.from({ length: ago + 1 }, (_, at) => at);
const modes = (groups: readonly Group[]): string[] =>
  ranked(problemsIn(groups, buckets, NOW)).map(({ workload, mode }) => `${workload} ${mode}`);

describe('problems as counts say them', () => {
  it('begin with the first failure, not with what is only worth knowing', () => {
    const node = { workload: 'Node/n1', kind: 'Node', namespace: '' };
    const [problem] = problemsIn(
      [group('InvalidDiskCapacity', [90], node), group('EvictionThresholdMet', [2], node)],
      buckets,
      NOW
    );
    assert.equal(problem?.startMs, NOW - 3 * MINUTE);
  });

  it('are not made of what a kubelet says of its node at each start', () => {
    const node = { workload: 'Node/n1', kind: 'Node', namespace: '' };
    assert.deepEqual(modes([group('CgroupV1', [1], node), group('PossibleMemoryBackedVolumesOnDisk', [1], node)]), []);
  });

  const rows: Array<[title: string, groups: Group[], found: string[]]> = [
    [
      'a container that runs out of memory is no crash loop and no failing probe beside',
      [
        group('OOMKilled', [0, 5, 9], { sign: 'exit 137' }),
        group('BackOff', upTo(9)),
        group('Unhealthy', [1, 2], { sign: 'readiness' }),
      ],
      ['Deployment/web oom'],
    ],
    [
      'a container that its liveness probe kills is a failing probe',
      [
        group('Unhealthy', upTo(9), { sign: 'liveness' }),
        group('Error', [3, 6], { sign: 'exit 137' }),
        group('BackOff', upTo(5)),
      ],
      ['Deployment/web probe'],
    ],
    [
      'a container that exits on its own fails its probes because of that',
      [group('Unhealthy', upTo(9), { sign: 'liveness' }), group('Error', [3, 8], { sign: 'exit 1' })],
      ['Deployment/web crash'],
    ],
    [
      'a sandbox that a plugin has no network for is a failing network, and one that the runtime cannot make is not',
      [
        group('FailedCreatePodSandBox', upTo(20), { workload: 'Deployment/net', sign: 'network' }),
        group('FailedCreatePodSandBox', upTo(20), { workload: 'Deployment/small', sign: 'oom' }),
        group('FailedCreatePodSandBox', upTo(20), { workload: 'Deployment/runtime' }),
      ],
      ['Deployment/net network', 'Deployment/runtime crash', 'Deployment/small oom'],
    ],
    [
      'claims that cannot be provisioned belong to the StatefulSet that they are named after',
      [
        group('FailedScheduling', upTo(20), { workload: 'StatefulSet/my-db', sign: 'claim' }),
        group('ProvisioningFailed', upTo(20), claim('data-my-db-0')),
        group('ProvisioningFailed', upTo(20), claim('data-my-db-1')),
        group('ProvisioningFailed', upTo(20), claim('other-0')),
      ],
      ['PersistentVolumeClaim/other-0 volume', 'StatefulSet/my-db volume'],
    ],
    [
      'an autoscaler that goes up and down every few minutes has a problem, and one that scales now and then has none',
      [
        group('SuccessfulRescale', [3, 9, 17, 25, 31, 42], rescaled('flapping')),
        group('SuccessfulRescale', [3, 19, 47, 80, 120, 170], rescaled('calm')),
      ],
      ['HorizontalPodAutoscaler/flapping autoscaling'],
    ],
    [
      'a crash loop whose pod is evicted later is one still, and the eviction another',
      [group('Error', upTo(9), { sign: 'exit 1' }), group('Evicted', [0])],
      ['Deployment/web eviction', 'Deployment/web crash'],
    ],
    [
      'a Job whose last pod fails is one that failed, not a crash loop before',
      [
        group('Error', [9, 5, 1], { workload: 'Job/import', sign: 'exit 1' }),
        group('BackoffLimitExceeded', [1], { workload: 'Job/import', kind: 'Job' }),
      ],
      ['Job/import job'],
    ],
    [
      'a Job whose pod is evicted fails because of that',
      [
        group('Evicted', [1], { workload: 'CronJob/export', sign: 'limit' }),
        group('BackoffLimitExceeded', [1], { workload: 'CronJob/export', kind: 'Job' }),
      ],
      ['CronJob/export eviction'],
    ],
    ['a container that ends because its pod is deleted is no problem', [group('Error', [3], { sign: 'deleted' })], []],
    [
      'the reason Failed is of an image or of a container, by what its message says',
      [group('Failed', upTo(9), { sign: 'image' }), group('Failed', upTo(9), { workload: 'Deployment/api' })],
      ['Deployment/api crash', 'Deployment/web image'],
    ],
    [
      'pods that are refused for a quota are refused for nothing else',
      [
        group('FailedCreate', upTo(9), { kind: 'ReplicaSet', sign: 'quota' }),
        group('FailedCreate', upTo(9), { kind: 'ReplicaSet', sign: 'refused' }),
      ],
      ['Deployment/web quota'],
    ],
    [
      'failures hours apart are problems of their own, and the newer one comes first',
      [group('OOMKilled', [2], { sign: 'exit 137' }), group('Error', [150], { sign: 'exit 1' })],
      ['Deployment/web oom', 'Deployment/web crash'],
    ],
    [
      'the same workload in another namespace or cluster is another',
      [
        group('OOMKilled', [2], { sign: 'exit 137' }),
        group('OOMKilled', [2], { sign: 'exit 137', namespace: 'test' }),
        group('OOMKilled', [2], { sign: 'exit 137', cluster: 'b' }),
      ],
      ['Deployment/web oom', 'Deployment/web oom', 'Deployment/web oom'],
    ],
    [
      'an image pull that fails twice as a pod starts comes after what lasts',
      [
        group('Unhealthy', [1], { sign: 'readiness' }, 2),
        group('FailedGetResourceMetric', upTo(60), {
          kind: 'HorizontalPodAutoscaler',
          workload: 'HorizontalPodAutoscaler/front',
        }),
      ],
      ['HorizontalPodAutoscaler/front autoscaling', 'Deployment/web probe'],
    ],
    [
      'a reason that nobody knows is shown as it is',
      [group('Sulking', upTo(9), { kind: 'Widget', workload: 'Widget/w' })],
      ['Widget/w other'],
    ],
  ];
  for (const [title, groups, found] of rows) {
    it(title, () => assert.deepEqual(modes(groups), found));
  }

  it('ranks what is new and still there above what is over', () => {
    const groups = [
      group('OOMKilled', [150], { sign: 'exit 137', workload: 'Deployment/old' }),
      group('OOMKilled', [30], { sign: 'exit 137', workload: 'Deployment/quiet' }),
      group('OOMKilled', [2], { sign: 'exit 137', workload: 'Deployment/new' }),
    ];
    const found = ranked(problemsIn(groups, buckets, NOW));
    assert.deepEqual(
      found.map(({ workload, state }) => `${workload} ${state}`),
      ['Deployment/new ongoing', 'Deployment/quiet quiet', 'Deployment/old over']
    );
  });

  it('counts deaths, not that containers are started again', () => {
    const [problem] = problemsIn(
      [group('OOMKilled', [1, 4, 8], { sign: 'exit 137' }), group('BackOff', upTo(9), {}, 7)],
      buckets,
      NOW
    );
    assert.equal(problem?.occurrences, 3);
    assert.equal(problem?.startMs, NOW - 10 * MINUTE);
    assert.equal(titleOf(problem!, en), 'web: out of memory');
  });

  it('names no exit code where Kubernetes does not know it', () => {
    const [problem] = problemsIn([group('ContainerStatusUnknown', [1], { sign: 'exit 137' })], buckets, NOW);
    const death = { reason: 'ContainerStatusUnknown', exitCode: 137 } as Death;
    assert.equal(titleOf({ ...problem!, details: { death } as Details }, en), 'web: container dies');
  });

  it('starts a new problem after an hour without it, and names the stretches before', () => {
    const [problem] = problemsIn([group('Sulking', [170, 169, 5, 4], { kind: 'Widget' })], buckets, NOW);
    assert.equal(problem?.occurrences, 2);
    assert.deepEqual(problem?.earlier, [NOW - 171 * MINUTE]);
  });

  it('says of what was there at the start of the range that it began before', () => {
    const [before] = problemsIn([group('Sulking', upTo(179), { kind: 'Widget' })], buckets, NOW);
    const [within] = problemsIn([group('Sulking', upTo(90), { kind: 'Widget' })], buckets, NOW);
    assert.deepEqual([before?.startsBefore, within?.startsBefore], [true, false]);
  });
});

describe('a brief failure of the last minutes', () => {
  const readiness = { sign: 'readiness' };
  const cases: Array<[what: string, failing: Group, state: string]> = [
    ['of a readiness probe has passed after 2 min', group('Unhealthy', [2, 3], readiness), 'quiet'],
    ['of a readiness probe may still be so after a minute', group('Unhealthy', [1, 2], readiness), 'ongoing'],
    ['of a readiness probe is still so if it failed often', group('Unhealthy', [2, 3], readiness, 4), 'ongoing'],
    ['of a liveness probe is still so', group('Unhealthy', [2, 3], { sign: 'liveness' }), 'ongoing'],
    ['of scheduling is still so', group('FailedScheduling', [9]), 'ongoing'],
  ];
  for (const [what, failing, state] of cases) {
    it(what, () => {
      const [problem] = problemsIn([failing], buckets, NOW);
      assert.equal(problem?.state, state);
      assert.equal(problem.rank.weight <= 0.1, state === 'quiet');
    });
  }
});
