import { type Problem } from '@kubernetes-events/problems';
import { muteOf, readMutes } from './mutes';

const problem = { cluster: '', namespace: 'shop', workload: 'Deployment/web', mode: 'oom' } as Problem;
const own = { cluster: '', namespace: 'shop', workload: 'Deployment/web', mode: 'oom' };
const NOW = 1_000_000;

describe('muted problems', () => {
  it.each([
    ['the same failure of the same workload', own, true],
    ['another failure of it', { ...own, mode: 'crash' }, false],
    ['the same in another namespace', { ...own, namespace: 'test' }, false],
    ['every failure of the workload', { ...own, mode: '' }, true],
    ['this failure in the namespace', { ...own, workload: '' }, true],
    ['until later', { ...own, untilMs: NOW + 1 }, true],
    ['until now', { ...own, untilMs: NOW }, false],
  ])('are those that a mute fits: %s', (_, mute, isMuted) => {
    expect(muteOf(problem, [mute], NOW) === mute).toBe(isMuted);
  });

  it('are read as far as what was kept is one', () => {
    expect(readMutes(null)).toEqual([]);
    expect(readMutes('no JSON')).toEqual([]);
    expect(readMutes('{"cluster":""}')).toEqual([]);
    expect(readMutes(JSON.stringify([own, { namespace: 'shop' }, null, { ...own, untilMs: 'soon' }]))).toEqual([own]);
  });
});
