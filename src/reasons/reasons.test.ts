import { CATALOGUE, entryOf } from '@kubernetes-events/reasons';
import en from '@kubernetes-events/reasons/en';
import { chosen } from './choose';
import { happenedOf } from './happened';

const ANY = { search: '', emitter: '', seriousness: '', seen: false };
const count = (reason: string, component: string, n: number, _type = 'Warning', _kind = 'Pod') => ({
  labels: { reason, component, _type, _kind },
  count: n,
});

describe('what happened', () => {
  it('counts for the one who reported it, and for no other with the same reason', () => {
    const happened = happenedOf([count('FailedScheduling', 'default-scheduler', 8)]);
    expect([...happened.keys()]).toEqual(['default-scheduler/FailedScheduling']);
    expect(happened.get('default-scheduler/FailedScheduling')).toMatchObject({ count: 8, shared: [] });
  });

  it('counts for the meaning of the type: BackOff of a container warns, BackOff of an image does not', () => {
    const happened = happenedOf([count('BackOff', 'kubelet', 115), count('BackOff', 'kubelet', 7, 'Normal')]);
    expect([...happened].map(([id, known]) => [id, known.count])).toEqual([
      ['kubelet/BackOff:container', 115],
      ['kubelet/BackOff:image', 7],
    ]);
  });

  it('counts for the meaning of the kind', () => {
    const happened = happenedOf([count('FailedCreate', '', 3, 'Warning', 'StatefulSet')]);
    expect([...happened.keys()].every((id) => entryOf(id)?.kinds.includes('StatefulSet'))).toBe(true);
    expect(happened.has('kube-controller-manager/FailedCreate:statefulset')).toBe(true);
  });

  it('says so if only the message shows which of several meanings applies', () => {
    const happened = happenedOf([count('Failed', 'kubelet', 5)]);
    const ids = [...happened.keys()];
    expect(ids).toEqual(expect.arrayContaining(['kubelet/Failed:pull', 'kubelet/Failed:create']));
    expect(
      happened
        .get('kubelet/Failed:pull')
        ?.shared.map(({ id }) => id)
        .sort()
    ).toEqual(ids.filter((id) => id !== 'kubelet/Failed:pull').sort());
  });

  it('has filters for exactly the events that are counted', () => {
    const counts = [
      count('Unhealthy', 'kubelet', 5),
      count('Unhealthy', 'my-kubelet', 2, 'Warning', 'Pod'),
      count('Unhealthy', 'my-kubelet', 4, 'Normal', 'Pod'),
    ];
    const { filters = [], count: n } = happenedOf(counts).get('kubelet/Unhealthy') ?? {};
    const passing = counts.filter(({ labels }) =>
      filters.every(({ field, values }) => values.includes(labels[field as keyof typeof labels]))
    );
    expect(passing.reduce((sum, one) => sum + one.count, 0)).toBe(n);
    expect(filters.map(({ field }) => field)).toEqual(['reason', 'component', '_type', '_kind']);
  });

  it('counts for all with that reason if the reporter is not known', () => {
    const happened = happenedOf([count('FailedScheduling', '', 2)]);
    expect(happened.get('karpenter/FailedScheduling')).toMatchObject({ count: 2 });
    expect(happened.size).toBeGreaterThan(1);
  });

  it('is not in the catalogue if nobody knows the reason', () => {
    expect(happenedOf([count('MadeUp', 'mine', 3)]).size).toBe(0);
  });
});

describe('the catalogue', () => {
  it('has what happened first, the more serious before the rest', () => {
    const happened = happenedOf([count('Pulled', 'kubelet', 900, 'Normal'), count('FailedMount', 'kubelet', 1)]);
    const reasons = chosen(ANY, en, happened)?.map(({ reason }) => reason);
    expect(reasons?.indexOf('FailedMount')).toBeLessThan(reasons?.indexOf('Pulled') ?? 0);
    expect(reasons?.slice(0, happened.size)).toContain('Pulled');
  });

  it('is narrowed down by words, by reporter, by seriousness and by what happened, all at once', () => {
    const happened = happenedOf([count('BackOff', 'kubelet', 1, 'Normal'), count('Unhealthy', 'kubelet', 1)]);
    const found = chosen({ search: 'image', emitter: 'kubelet', seriousness: 'trouble', seen: true }, en, happened);
    expect(found?.map(({ id }) => id)).toEqual(['kubelet/BackOff:image']);
  });

  it('is not narrowed down to what happened as long as that is not known', () => {
    expect(chosen({ ...ANY, seen: true }, en, undefined)).toBeUndefined();
    expect(chosen(ANY, en, undefined)).toHaveLength(CATALOGUE.length);
  });
});
