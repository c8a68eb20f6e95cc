import en from '@kubernetes-events/reasons/en';
import { chosen } from './choose';
import { happenedOf } from './happened';

const ANY = { search: '', emitter: '', seriousness: '', seen: false };
const count = (reason: string, component: string, n: number) => ({ labels: { reason, component }, count: n });

describe('what happened', () => {
  it('counts for the one who reported it, and for no other with the same reason', () => {
    const happened = happenedOf([count('FailedScheduling', 'default-scheduler', 8)]);
    expect([...happened.keys()]).not.toContain('karpenter/FailedScheduling');
    expect([...happened.values()][0]).toEqual({ count: 8, components: ['default-scheduler'] });
  });

  it('counts for all with that reason where the reporter is not known', () => {
    const happened = happenedOf([count('FailedScheduling', '', 2)]);
    expect(happened.get('karpenter/FailedScheduling')).toEqual({ count: 2, components: [''] });
    expect(happened.size).toBeGreaterThan(1);
  });

  it('is not in the catalogue where nobody knows the reason', () => {
    expect(happenedOf([count('MadeUp', 'mine', 3)]).size).toBe(0);
  });
});

describe('the catalogue', () => {
  it('has what happened first, the more serious before the rest', () => {
    const happened = happenedOf([count('Pulled', 'kubelet', 900), count('FailedMount', 'kubelet', 1)]);
    const reasons = chosen(ANY, en, happened).map(({ reason }) => reason);
    expect(reasons.indexOf('FailedMount')).toBeLessThan(reasons.indexOf('Pulled'));
    expect(reasons.slice(0, happened.size)).toContain('Pulled');
  });

  it('is narrowed down by words, by reporter, by seriousness and by what happened, all at once', () => {
    const happened = happenedOf([count('BackOff', 'kubelet', 1), count('Unhealthy', 'kubelet', 1)]);
    const found = chosen({ search: 'image', emitter: 'kubelet', seriousness: 'trouble', seen: true }, en, happened);
    expect(found.map(({ id }) => id)).toEqual(['kubelet/BackOff:image']);
  });
});
