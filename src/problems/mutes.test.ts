import { type Problem } from '@kubernetes-events/problems';
import { emptyMute, isEmpty, live, muteFor, muteOf, readMutes } from './mutes';

const problem = {
  cluster: 'eu',
  namespace: 'shop',
  workload: 'Deployment/web',
  mode: 'oom',
  groups: [{ reason: 'OOMKilled' }],
  details: { newest: { message: 'Container main was OOM killed (memory limit 64Mi)' } },
} as Problem;
const shared = {
  ...problem,
  namespace: '',
  workload: 'Registry/r.example',
  shared: { members: [problem, { ...problem, workload: 'Deployment/api' }] },
} as Problem;
const NOW = 1_000_000;

describe('a mute', () => {
  it.each([
    ['the same failure of the same workload', muteFor(problem), true],
    ['another failure of it', { ...muteFor(problem), mode: 'crash' }, false],
    ['the same in another namespace', { namespace: 'test' }, false],
    ['another cluster', { cluster: 'us' }, false],
    ['every failure of a workload', { workload: 'Deployment/web' }, true],
    ['a workload by its name alone', { workload: 'web' }, true],
    ['a part of a name without *', { workload: 'we' }, false],
    ['the beginning of a name', { workload: 'we*' }, true],
    ['the beginning of kind and name', { workload: 'Deployment/w*' }, true],
    ['the end of a name', { workload: '*eb' }, false],
    ['the beginning of a namespace', { namespace: 'sh*' }, true],
    ['a cluster and a namespace', { cluster: 'e*', namespace: 'shop' }, true],
    ['a namespace that fits and a mode that does not', { namespace: 'shop', mode: 'image' }, false],
    ['a reason', { text: 'oomKILLED' }, true],
    ['a part of the message', { text: 'limit 64mi' }, true],
    ['what is not said', { text: 'quota' }, false],
    ['spaces around what is typed', { namespace: ' shop ' }, true],
  ])('of %s hides what fits all of it', (_, parts, hidden) => {
    expect(muteOf(problem, [{ ...emptyMute, ...parts }]) !== undefined).toBe(hidden);
  });

  it('by a message does not hide a problem whose events are not read', () => {
    const unread = { ...problem, details: undefined };
    expect(muteOf(unread, [{ ...emptyMute, text: 'limit' }])).toBeUndefined();
    expect(muteOf(unread, [{ ...emptyMute, text: 'OOM' }])).toBeDefined();
  });

  it('hides what workloads share only if it hides each of them', () => {
    expect(muteOf(shared, [{ ...emptyMute, namespace: 'shop' }])).toBeDefined();
    expect(muteOf(shared, [{ ...emptyMute, workload: 'web' }])).toBeUndefined();
    expect(muteOf(shared, [{ ...emptyMute, workload: 'r.ex*' }])).toBeDefined();
  });

  it('has a condition', () => {
    expect(isEmpty({ ...emptyMute, text: ' ' })).toBe(true);
    expect(isEmpty({ ...emptyMute, mode: 'oom' })).toBe(false);
  });

  it('ends at its time', () => {
    const until = { ...muteFor(problem), untilMs: NOW };
    expect(live([until], NOW - 1)).toEqual([until]);
    expect(live([until], NOW)).toEqual([]);
  });
});

describe('the mutes that are kept', () => {
  const own = muteFor(problem);

  it('are those that can be read and have not ended', () => {
    expect(readMutes(null, NOW)).toEqual([]);
    expect(readMutes('no JSON', NOW)).toEqual([]);
    expect(readMutes('{"cluster":""}', NOW)).toEqual([]);
    const kept = [own, { namespace: 3 }, null, {}, { ...own, untilMs: 'soon' }, { ...own, untilMs: NOW }];
    expect(readMutes(JSON.stringify(kept), NOW)).toEqual([own]);
  });

  it('may lack a condition that came later', () => {
    expect(readMutes('[{"cluster":"","namespace":"shop","workload":"","mode":""}]', NOW)).toEqual([
      { ...emptyMute, namespace: 'shop' },
    ]);
  });
});
