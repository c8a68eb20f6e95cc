import { parseUrl } from '../view/url/codec';
import { commonUrl } from '../view/url/common';
import { openTarget } from './OpenQuery';

function opened(params: Record<string, string>) {
  const [page, search] = openTarget(`?${new URLSearchParams(params)}`).split('?');
  const { filters, from, to, left } = parseUrl(commonUrl, new URLSearchParams(search));
  const texts = filters.map(({ field, values }) => `${field}=${values.join()}`).sort();
  return { page, filters: texts, from, to, left };
}

const around = (labels: Record<string, string>) => opened({ labels: JSON.stringify(labels) });

describe('the link of an alert', () => {
  it('opens the problems of the workload that the labels of our own rules name, around its start', () => {
    const labels = { alertname: 'x', cluster: 'eu', namespace: 'shop', object: 'Deployment/web', severity: 'warning' };
    expect(opened({ labels: JSON.stringify(labels), from: '1000', to: '2000' })).toMatchObject({
      page: 'problems',
      filters: ['_namespace=shop', 'cluster=eu', 'workload=Deployment/web'],
      from: '1000',
      to: '2000',
    });
  });

  it.each([
    ['deployment', 'Deployment/web'],
    ['statefulset', 'StatefulSet/web'],
    ['daemonset', 'DaemonSet/web'],
    ['cronjob', 'CronJob/web'],
  ])('opens those of what kube-state-metrics calls %s, whatever pod exports the metric', (label, workload) => {
    const { page, filters } = around({ namespace: 'shop', [label]: 'web', pod: 'kube-state-metrics-1', node: 'n1' });
    expect([page, ...filters]).toEqual(['problems', '_namespace=shop', `workload=${workload}`]);
  });

  it.each([
    [{ namespace: 'shop', pod: 'web-1' }, ['_namespace=shop', 'name=web-1']],
    [{ namespace: 'shop', job_name: 'backup-1' }, ['_namespace=shop', 'name=backup-1']],
    [{ node: 'n1' }, ['_host=n1']],
    [{ object: 'Node/n1' }, ['workload=Node/n1']],
    [{ namespace: 'shop' }, ['_namespace=shop']],
  ])('opens the problems of what other rules name: %j', (labels, filters) => {
    expect(around(labels)).toMatchObject({ page: 'problems', filters });
  });

  it.each([['reason'], ['_type'], ['component']])('opens the events of a rule that counts them by %s', (label) => {
    expect(around({ _namespace: 'shop', [label]: 'Pulled' })).toMatchObject({ page: 'events' });
  });

  it('takes a label named object for something else if it is no kind and name', () => {
    expect(around({ namespace: 'shop', object: 'bucket/file' }).filters).toEqual(['_namespace=shop']);
  });

  it('leaves out labels that a series of a data link does not have', () => {
    const labels = { namespace: 'shop', pod: '${__field.labels.pod}', node: '' };
    expect(around(labels)).toMatchObject({ page: 'problems', filters: ['_namespace=shop'] });
  });

  it('opens all events if the labels name nothing, or are not JSON', () => {
    expect(around({ job: 'x' })).toMatchObject({ page: 'events', filters: [] });
    expect(opened({ labels: '{' })).toMatchObject({ page: 'events', filters: [] });
  });
});

describe('the link of a query', () => {
  it('opens the events, as in Explore and in panels', () => {
    expect(opened({ expr: '{namespace="shop", deployment="web"}' })).toMatchObject({ page: 'events' });
    expect(opened({ expr: 'vector(1)' })).toMatchObject({ page: 'events', left: ['vector(1)'] });
  });
});
