import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemsIn } from '../src/candidates.ts';
import { type Group } from '../src/counts.ts';
import { withNodes } from '../src/nodes.ts';
import { type Problem } from '../src/problem.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const NOW = Date.UTC(2026, 10, 26, 18);
const buckets = { from: NOW - 60 * MINUTE, step: MINUTE, count: 60 };

/** Not ready since some time ago; which node its pods were on is not known. */
function lost(workload: string, agoMs: number): Problem {
  const counts = Array.from({ length: buckets.count }, (_, at) => (at === 55 ? 1 : 0));
  const kind = workload.startsWith('Node/') ? 'Node' : 'Pod';
  const about = { cluster: '', namespace: kind === 'Pod' ? 'shop' : '', workload, kind, type: 'Warning', sign: '' };
  const [problem] = problemsIn([{ ...about, reason: 'NodeNotReady', counts }], buckets, NOW);
  assert.ok(problem);
  return { ...problem, startMs: NOW - agoMs };
}

const membersOf = (problems: readonly Problem[]): Record<string, string[]> =>
  Object.fromEntries(
    problems.map(({ workload, shared }) => [workload, (shared?.members ?? []).map((one) => one.workload).sort()])
  );

describe('nodes that are lost', () => {
  const first = [
    lost('Node/n1', 5 * MINUTE),
    lost('Deployment/a', 5 * MINUTE - SECOND),
    lost('Deployment/b', 5 * MINUTE),
  ];

  it('have the workloads whose pods were marked with them, if two are lost one after the other', () => {
    const second = [lost('Node/n2', 4 * MINUTE), lost('Deployment/c', 4 * MINUTE - 2 * SECOND)];
    assert.deepEqual(membersOf(withNodes([...first, ...second], NOW)), {
      'Node/n1': ['Deployment/a', 'Deployment/b'],
      'Node/n2': ['Deployment/c'],
    });
  });

  it('have no workloads that may be of either, if two are lost at once', () => {
    const members = membersOf(withNodes([...first, lost('Node/n2', 5 * MINUTE - 2 * SECOND)], NOW));
    assert.deepEqual(members, { 'Node/n1': [], 'Node/n2': [], 'Deployment/a': [], 'Deployment/b': [] });
  });

  it('have the workloads of later, if only one is lost', () => {
    const members = membersOf(withNodes([lost('Node/n1', 5 * MINUTE), lost('Deployment/a', 2 * MINUTE)], NOW));
    assert.deepEqual(members, { 'Node/n1': ['Deployment/a'] });
  });
});

describe('a node under pressure', () => {
  const counts = Array.from({ length: buckets.count }, (_, at) => (at === 55 ? 1 : 0));
  const about = { cluster: '', namespace: 'shop', kind: 'Pod', type: 'Warning', counts };
  const evicted = (workload: string, sign: string): Group => ({ ...about, workload, reason: 'Evicted', sign });
  const on = (name: string, problem: Problem): Problem => ({
    ...problem,
    details: { pods: [], nodes: [name], evidence: [] } as unknown as Problem['details'],
  });

  it('is not why a Job failed whose pod was evicted for a limit of its own', () => {
    const node = {
      ...about,
      namespace: '',
      kind: 'Node',
      workload: 'Node/n1',
      reason: 'EvictionThresholdMet',
      sign: '',
    };
    const failed = { ...about, kind: 'Job', workload: 'Job/export', reason: 'BackoffLimitExceeded', sign: '' };
    const groups = [evicted('Deployment/a', ''), evicted('Deployment/b', ''), evicted('Job/export', 'limit'), failed];
    const problems = problemsIn([node, ...groups], buckets, NOW).map((problem) => on('n1', problem));
    assert.deepEqual(membersOf(withNodes(problems, NOW)), {
      'Node/n1': ['Deployment/a', 'Deployment/b'],
      'Job/export': [],
    });
  });
});
