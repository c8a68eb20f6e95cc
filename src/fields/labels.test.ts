import { recordOf } from '@kubernetes-events/event';
import { labelFields } from './labelFields';
import { groupLabel, groupLabels, groupOfLabel, isGroup, nextGroup } from './levels';

const recordWith = (labels: Record<string, string>) =>
  recordOf({ timestampNs: '1790000000000000000', line: '', labels });

describe('fields of some events only', () => {
  it('are those that the contract does not have, by name', () => {
    const common = {
      service_name: 'kubernetes-events',
      _kind: 'Pod',
      reason: 'BackOff',
      increment: '1',
      container: 'main',
    };
    const records = [
      recordWith({ ...common, team: 'shop' }),
      recordWith({ ...common, namespace_team: 'platform', app_kubernetes_io_name: 'web', detected_level: 'warn' }),
    ];
    expect(labelFields(records)).toEqual(['app_kubernetes_io_name', 'namespace_team', 'team']);
    expect(labelFields([])).toEqual([]);
  });

  it('are groups', () => {
    const name = groupOfLabel('team');
    expect(name).toBe('label:team');
    expect([isGroup(name), groupLabels(name), groupLabel(name), nextGroup(name)]).toEqual([
      true,
      ['team'],
      'team',
      'workload',
    ]);
  });

  it.each(['label:', 'label:a b', 'label:a) or vector(1', 'label:1a'])('are no groups by a link to %j', (name) => {
    expect(isGroup(name)).toBe(false);
    expect(groupLabels(name)).toEqual(['_namespace']);
  });
});
