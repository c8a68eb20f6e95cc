import { recordOf } from '@kubernetes-events/event';
import { complete, fieldsLike, spotAt } from '../filters/complete';
import { burstsOf } from '../overview/bursts';
import { axisCounts } from '../overview/draw';
import { foldedRows, objectOf } from '../rows/fold';
import { closestMatch } from '../empty/closestMatch';

const event = (seconds: number, message: string, count = 1) =>
  recordOf({
    timestampNs: `${1790000000 + seconds}000000000`,
    line: `Message:${message}, `,
    labels: { _kind: 'Pod', name: 'web-1', reason: 'BackOff', event_uid: `u${seconds}`, count: String(count) },
  });

describe('repeats', () => {
  it('are one row, whatever the numbers in the message', () => {
    const rows = foldedRows([event(60, 'back-off 40s', 3), event(0, 'back-off 10s', 2)], 'object');
    expect(rows.map(({ from, to, repeats }) => [to - from, repeats.length])).toEqual([[60_000, 2]]);
  });

  it('are all there where the row is open', () => {
    const records = [event(60, 'x'), event(0, 'x')];
    const [row] = foldedRows(records, 'object');
    expect(foldedRows(records, 'object', new Set([row?.key ?? '']))).toHaveLength(3);
  });

  it('count each Event of the API server for itself, and say what happened in the time shown', () => {
    const [row] = foldedRows([event(60, 'back-off 40s', 3), event(0, 'back-off 10s', 2)], 'object');
    expect(row).toMatchObject({ count: 5, added: 2 });
  });

  it('of a container that died in another way, or of another revision, are another row', () => {
    const own = (seconds: number, message: string, labels: Record<string, string>) =>
      recordOf({
        timestampNs: `${1790000000 + seconds}000000000`,
        line: '',
        labels: { message, _kind: 'Pod', name: 'web-1', event_uid: `u${seconds}`, ...labels },
      });
    const rows = foldedRows(
      [
        own(5, 'exited with code 3 after 1m2s', { exit_code: '3' }),
        own(4, 'exited with code 3 after 7s', { exit_code: '3' }),
        own(3, 'exited with code 1 after 7s', { exit_code: '1' }),
        own(2, 'Revision 12: env A changed', { revision: '12' }),
        own(1, 'Revision 11: env A changed', { revision: '11' }),
      ],
      'object'
    );
    expect(rows.map(({ message, repeats }) => [message, repeats.length])).toEqual([
      ['exited with code 3 after 7s–1m2s', 2],
      ['exited with code 1 after 7s', 1],
      ['Revision 12: env A changed', 1],
      ['Revision 11: env A changed', 1],
    ]);
  });

  it('of the first death of a container, which has no restart, are one row with the later ones', () => {
    const deaths = [event(60, 'exited after 51s, restart 1'), event(0, 'exited after 40s')];
    expect(foldedRows(deaths, 'object').map(({ message }) => message)).toEqual(['Message:exited after 40–51s, ']);
  });

  it('of another message are another row', () => {
    expect(foldedRows([event(1, 'x'), event(0, 'y')], 'object')).toHaveLength(2);
  });
});

describe('repeats on several pods', () => {
  const onPod = (name: string, seconds: number, labels: Record<string, string> = {}) =>
    recordOf({
      timestampNs: `${1790000000 + seconds}000000000`,
      line: `Message:Back-off restarting failed container main in pod ${name}_shop(3f2b1c4d-0000-4000-8000-00000000000${seconds}), `,
      labels: {
        _kind: 'Pod',
        _namespace: 'shop',
        _host: `node-${seconds % 2}`,
        name,
        object_uid: `uid-${name}`,
        reason: 'BackOff',
        event_uid: `event-${name}`,
        workload: 'Deployment/web',
        ...labels,
      },
    });
  const [first, second, third] = ['web-7d4b9c6f5d-x2x4z', 'web-7d4b9c6f5d-q9q8w', 'web-7d4b9c6f5d-zzzzz'] as const;

  it('are one row of their workload, which counts the pods, the hosts and every occurrence', () => {
    const rows = foldedRows(
      [
        onPod(third, 4, { count: '7', increment: '3' }),
        onPod(first, 3, { count: '4', increment: '2' }),
        onPod(second, 2),
        onPod(first, 1, { count: '2', increment: '2' }),
      ],
      'workload'
    );
    expect(rows).toMatchObject([{ objects: 3, hosts: 2, count: 7 + 4 + 1, added: 3 + 2 + 1 + 2 }]);
    expect(rows.map(objectOf)).toEqual([{ cluster: '', namespace: 'shop', kind: 'Deployment', name: 'web' }]);
  });

  it('are a row for each pod if objects are shown apart', () => {
    const rows = foldedRows([onPod(second, 2), onPod(first, 1)], 'object');
    expect(rows.map((row) => [row.objects, objectOf(row).name])).toEqual([
      [1, second],
      [1, first],
    ]);
  });

  it.each([
    ['workloads', { workload: 'Deployment/api' }],
    ['namespaces', { _namespace: 'payments' }],
    ['clusters', { cluster: 'eu' }],
    ['containers', { field_path: 'spec.containers{sidecar}' }],
    ['reasons', { reason: 'Unhealthy' }],
  ])('are not folded across %s', (_, labels) => {
    expect(foldedRows([onPod(second, 2), onPod(first, 1, labels)], 'workload')).toHaveLength(2);
  });

  it('are not folded if their workload is not known', () => {
    const bare = { workload: '' };
    expect(foldedRows([onPod(second, 2, bare), onPod(first, 1, bare)], 'workload')).toHaveLength(2);
  });
});

describe('the numbers at the histogram', () => {
  it.each([1, 2, 3, 7, 120])('are counts that their lines stand at, for a highest bar of %d', (top) => {
    const counts = axisCounts(top);
    expect(counts[0]).toBe(top);
    expect(counts.filter((count) => !Number.isInteger(count))).toEqual([]);
  });
});

describe('bursts', () => {
  it('show how many times the usual rate they are', () => {
    expect(burstsOf([2, 2, 3, 40, 30, 2, 2, 1, 2])).toEqual([{ from: 3, to: 4, times: 20 }]);
  });

  it('are measured by what is usual since there is data, and not at all by a few buckets', () => {
    const before = 30;
    const steady = [...new Array<number>(before).fill(0), 29, 30, 28, 31, 29, 30];
    expect(burstsOf(steady)).not.toEqual([]);
    expect(burstsOf(steady, before)).toEqual([]);
    expect(burstsOf([...steady, 400], before)).toMatchObject([{ from: steady.length, to: steady.length }]);
    expect(burstsOf([0, 0, 0, 3, 3, 40], 3)).toEqual([]);
  });

  it('are none where little happens, or much all the time', () => {
    expect(burstsOf([0, 0, 1, 5, 0, 0])).toEqual([]);
    expect(burstsOf([40, 44, 39, 41])).toEqual([]);
  });
});

describe('completion', () => {
  it('finds a field by any part of its name', () => {
    expect(fieldsLike('kind')).toEqual(['involvedObject.kind']);
    expect(fieldsLike('re')[0]).toBe('reason');
  });

  it('replaces the term that the caret is in, and no other', () => {
    const text = 'type!=Normal,ki,reason=X';
    const spot = spotAt(text, 15);
    expect(complete(text, spot, 'involvedObject.kind').text).toBe('type!=Normal,involvedObject.kind=,reason=X');
  });

  it('escapes what a value may not hold', () => {
    const spot = spotAt('reason=', 7);
    expect(spot).toMatchObject({ at: 'value', field: 'reason' });
    expect(complete('reason=', spot, 'a,b=c').text).toBe('reason=a\\,b\\=c');
  });
});

describe('a value that nothing has', () => {
  it.each([
    ['Nod', 'Node'],
    ['backof', 'BackOff'],
    ['zzzzzz', undefined],
  ])('%s was probably meant as %s', (typed, meant) => {
    expect(closestMatch(typed, ['Node', 'Pod', 'BackOff', ''])).toBe(meant);
  });
});
