import { groupLabels } from '../fields/levels';
import { bucketsOf } from '../shared/time/buckets';
import { groupsOf } from './groups';

const buckets = bucketsOf({ from: 0, to: 60_000 }, 2, 'utc');

/** What happened once to `Deployment/checkout`. */
const once = (labels: Record<string, string>) => ({
  labels: { workload: 'Deployment/checkout', _type: 'Warning', ...labels },
  counts: [1, 0],
  total: 1,
});

describe('groups by workload', () => {
  it('keep workloads of one name in two namespaces or clusters apart', () => {
    const groups = [
      once({ _namespace: 'shop', cluster: 'eu' }),
      once({ _namespace: 'shop', cluster: 'us' }),
      once({ _namespace: 'test', cluster: 'eu' }),
      once({ _namespace: 'test', cluster: 'eu', _type: 'Normal' }),
    ];
    const found = groupsOf({ groups, buckets }, groupLabels('workload'), 'count');
    expect(found.map(({ values, count, warnings }) => [values.cluster, values._namespace, count, warnings])).toEqual([
      ['eu', 'test', 2, 1],
      ['eu', 'shop', 1, 1],
      ['us', 'shop', 1, 1],
    ]);
  });
});
