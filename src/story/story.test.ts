import { type EventRecord, recordOf } from '@kubernetes-events/event';
import { livesOf } from './lives';
import { childIn, followed, linksIn, nodesIn, podsOn, workloadOf } from './relations';

const told = (kind: string, name: string, message: string, more: Record<string, string> = {}): EventRecord => ({
  ...recordOf({
    timestampNs: `${more.ms ?? '1790000000000'}000000`,
    line: message,
    labels: { _kind: kind, _namespace: 'shop', name, event_uid: message + name, ...more },
  }),
  message,
});

const POD = { cluster: '', kind: 'Pod', namespace: 'shop', name: 'web-1-a' };

describe('who belongs with whom', () => {
  it.each([
    ['ReplicaSet', 'Created pod: web-1-a', 'Pod', 'web-1-a'],
    ['ReplicaSet', '(combined from similar events): Created pod: web-1-b', 'Pod', 'web-1-b'],
    ['DaemonSet', 'Deleted pod: agent-x', 'Pod', 'agent-x'],
    ['StatefulSet', 'create Pod db-0 in StatefulSet db successful', 'Pod', 'db-0'],
    ['StatefulSet', 'Create Pod db-0 in StatefulSet db successful', 'Pod', 'db-0'],
    ['StatefulSet', 'Create Claim data-db-0 Pod db-0 in StatefulSet db success', 'PersistentVolumeClaim', 'data-db-0'],
    ['Deployment', 'Scaled up replica set web-1 from 0 to 3', 'ReplicaSet', 'web-1'],
    ['CronJob', 'Created job report-1', 'Job', 'report-1'],
    ['CronJob', 'Saw completed job: report-1, condition: Complete', 'Job', 'report-1'],
    ['Job', 'Created pod: report-1-x', 'Pod', 'report-1-x'],
  ])('%s: "%s" names %s %s', (kind, message, child, name) => {
    expect(childIn(told(kind, 'owner', message, { cluster: 'eu' }))).toEqual({
      cluster: 'eu',
      kind: child,
      namespace: 'shop',
      name,
    });
  });

  it('is not told by what anyone else writes', () => {
    expect(childIn(told('Pod', 'x', 'Created pod: web-1-a'))).toBeUndefined();
  });

  it('is followed over several links, up and down', () => {
    const links = linksIn([
      told('Deployment', 'web', 'Scaled up replica set web-1 from 0 to 1'),
      told('ReplicaSet', 'web-1', 'Created pod: web-1-a'),
      told('ReplicaSet', 'web-1', 'Created pod: web-1-b'),
    ]);
    const names = (relations: ReturnType<typeof followed>) => relations.map(({ name, steps }) => `${name} ${steps}`);
    expect(names(followed(POD, links, 'owner'))).toEqual(['web-1 1', 'web 2']);
    const web = { ...POD, kind: 'Deployment', name: 'web' };
    expect(names(followed(web, links, 'child'))).toEqual(['web-1 1', 'web-1-a 2', 'web-1-b 2']);
    expect(followed(web, links, 'owner')).toEqual([]);
  });

  it('does not lead to an object of the same name in another cluster', () => {
    const links = linksIn([
      told('ReplicaSet', 'web-1', 'Created pod: web-1-a', { cluster: 'eu' }),
      told('ReplicaSet', 'web-1', 'Created pod: web-1-a', { cluster: 'us' }),
    ]);
    expect(links).toHaveLength(2);
    expect(followed({ ...POD, cluster: 'eu' }, links, 'owner')).toMatchObject([{ cluster: 'eu', name: 'web-1' }]);
    expect(followed(POD, links, 'owner')).toEqual([]);
  });

  it('is the workload that the collector tells of, where that is another object', () => {
    const events = [told('Pod', 'web-1-a', 'x', { workload: 'Deployment/web' })];
    expect(workloadOf(events, POD)).toEqual({ ...POD, kind: 'Deployment', name: 'web' });
    expect(workloadOf(events, { ...POD, kind: 'Deployment', name: 'web' })).toBeUndefined();
  });

  it('is the Node that the scheduler names, and that has the pod', () => {
    const scheduled = told('Pod', 'web-1-a', 'Successfully assigned shop/web-1-a to node-3');
    const started = told('Pod', 'web-1-a', 'Started container', { _host: 'node-3' });
    expect(nodesIn([started, scheduled])).toMatchObject([{ name: 'node-3', because: scheduled.message }]);
    expect(podsOn('node-3', [scheduled])).toMatchObject([{ namespace: 'shop', name: 'web-1-a', role: 'onNode' }]);
    expect(podsOn('node', [scheduled])).toEqual([]);
  });
});

describe('objects of one name', () => {
  const at = (ms: number, uid: string) =>
    told('Pod', 'db-0', `at ${ms}`, { ms: String(1790000000000 + ms), object_uid: uid });

  it('are told apart by uid, and what has none is of the one that was then', () => {
    const lives = livesOf([at(0, ''), at(1, 'a'), at(2, ''), at(3, 'b'), at(4, ''), at(5, 'a')]);
    expect(lives.map(({ uid, records }) => `${uid} ${records.length}`)).toEqual(['a 4', 'b 2']);
    expect(lives.map(({ from, to }) => [from, to])).toEqual([
      [-Infinity, 1790000000003],
      [1790000000003, Infinity],
    ]);
  });

  it('are one where the uid is but the name, as the kubelet writes of its Node', () => {
    expect(livesOf([at(0, 'db-0'), at(1, 'a')])).toHaveLength(1);
  });
});
