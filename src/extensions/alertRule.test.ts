import { type EventQuery } from '@kubernetes-events/logql';
import { newAlertRuleLink } from './alertRule';
import { formForgets } from './formForgets';
import { freeName } from './saveRule';

describe("Grafana's form for new alert rules", () => {
  it.each([
    ['12.3.0', true],
    ['12.3.1', true],
    ['12.3.1+security-01', true],
    ['12.3.2', false],
    ['12.3.10', false],
    ['12.4.0', false],
    ['13.2.2', false],
  ])('of %s forgets what a link brings: %s', (version, forgets) => {
    expect(formForgets(version)).toBe(forgets);
  });
});

describe('the group of a rule that is saved', () => {
  it('never is one that is there', () => {
    expect(freeName('BackOff', new Set())).toBe('BackOff');
    expect(freeName('BackOff', new Set(['BackOff', 'BackOff 2']))).toBe('BackOff 3');
  });
});

describe('a new alert rule', () => {
  it('has an instance for each cluster, whatever its label is called', () => {
    const { queries, annotations } = defaultsOf({ clusterLabel: 'k8s_cluster' });
    expect(queries[0]?.model.expr).toMatch(/^sum by \(cluster, _namespace, reason\).*label_format cluster=/);
    expect(annotations[0]?.value).toContain('$labels.cluster');
  });

  it('counts events of other collectors that come later, although there are none yet', () => {
    const { queries } = defaultsOf({ increments: true });
    expect(queries[0]?.model.expr).toContain('label_format increment=');
  });
});

function defaultsOf(query: EventQuery) {
  const link = newAlertRuleLink('loki', 'name', query, '/');
  return JSON.parse(new URLSearchParams(link.split('?')[1]).get('defaults') ?? '') as {
    queries: Array<{ model: { expr?: string } }>;
    annotations: Array<{ value: string }>;
  };
}
