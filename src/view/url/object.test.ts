import { recordOf } from '@kubernetes-events/event';
import { identityKey, identityOf, identityOfLabels, logQuery, objectQuery } from '@kubernetes-events/logql';
import { parseUrl, written } from './codec';
import { commonUrl } from './common';
import { objectUrl, storyState } from './object';

const url = { ...commonUrl, ...objectUrl };

const web = { cluster: 'eu', namespace: 'shop', kind: 'Pod', name: 'web-1' };

describe('the identity of an object', () => {
  it('is in the URL with its cluster, and comes back from there', () => {
    const params = written(new URLSearchParams(), url, storyState(web));
    expect(Object.fromEntries(params)).toEqual({
      cluster: 'eu',
      ns: 'shop',
      kind: 'Pod',
      name: 'web-1',
    });
    expect(identityOf(parseUrl(objectUrl, params))).toEqual(web);
  });

  it('differs between clusters', () => {
    expect(identityKey(web)).not.toBe(identityKey({ ...web, cluster: 'us' }));
    expect(identityKey(web)).not.toBe(identityKey({ ...web, cluster: '' }));
  });

  it('of a Node is the same with and without the namespace of its events', () => {
    const node = { cluster: '', namespace: 'default', kind: 'Node', name: 'n1' };
    expect(identityOf(node)).toEqual({ ...node, namespace: '' });
    expect(identityKey(node)).toBe(identityKey({ ...node, namespace: '' }));
  });

  it('is the same from a record and from the labels of a group', () => {
    const labels = { cluster: 'eu', _namespace: 'shop', _kind: 'Pod', name: 'web-1' };
    const record = recordOf({ timestampNs: '1790000000000000000', line: 'x', labels });
    expect(identityOf(record)).toEqual(web);
    expect(identityOfLabels(labels)).toEqual(web);
  });

  it('replaces the story of another object whole', () => {
    const before = new URLSearchParams('?uid=u-1&event=e-1&cluster=us&kind=Pod&ns=shop&name=web-0');
    expect(Object.fromEntries(written(before, url, storyState({ ...web, cluster: '' })))).toEqual({
      ns: 'shop',
      kind: 'Pod',
      name: 'web-1',
    });
  });
});

describe("an object's query", () => {
  const base = [{ label: 'job', op: '=' as const, value: 'events' }];

  it('keeps where events are and how they are read, and drops the filters', () => {
    const query = objectQuery(
      {
        base,
        shapes: ['own', 'first'],
        clusterLabel: 'k8s',
        filters: [{ field: 'reason', values: ['BackOff'], exclude: false }],
        lines: [{ text: 'x' }],
      },
      web
    );
    expect(query).toMatchObject({ base, shapes: ['own', 'first'], clusterLabel: 'k8s' });
    expect(query.lines).toBeUndefined();
    const logql = logQuery(query);
    expect(logql).toMatch(/^\{job="events", k8s=~"eu\|"/);
    expect(logql).toContain('| regexp');
    expect(logql).toContain('| label_format cluster=`{{ .k8s }}` | cluster="eu"');
    expect(logql).not.toContain('BackOff');
  });

  it('asks for events without a cluster if the object has none', () => {
    expect(logQuery(objectQuery({ base }, { ...web, cluster: '' }))).toContain('| cluster=""');
  });
});
