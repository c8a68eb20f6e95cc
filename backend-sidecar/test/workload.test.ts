import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Event, type ObjectMeta } from '@kubernetes-events/event';
import fc from 'fast-check';
import { readResource, resourceOf } from '../src/kubernetes/resource.ts';
import { MOST_GONE, Objects, type Room, SLACK } from '../src/workload/objects.ts';
import { controllerOf, ownerFrom } from '../src/workload/owner.ts';
import { MOST_NAMED, OwnersInEvents } from '../src/workload/owners-in-events.ts';
import { resolve } from '../src/workload/resolve.ts';

const controlled = (apiVersion: string, kind: string, name: string, uid = `${name}-uid`): object => ({
  apiVersion,
  kind,
  name,
  uid,
  controller: true,
});

const metadata = (uid: string, version: number, owner?: object, labels?: Record<string, string>): ObjectMeta => ({
  uid,
  resourceVersion: String(version),
  ownerReferences: owner ? [owner] : [],
  labels: labels ?? null,
});

describe('a controller', () => {
  it('is the owner that is marked as one', () => {
    const other = { apiVersion: 'v1', kind: 'ConfigMap', name: 'c', uid: 'c' };
    const owners = [other, controlled('apps/v1', 'StatefulSet', 'db')];
    assert.deepEqual(controllerOf({ ownerReferences: owners }), {
      kind: 'StatefulSet',
      name: 'db',
      uid: 'db-uid',
      resource: 'apps/statefulsets',
    });
    assert.equal(controllerOf({ ownerReferences: [other] }), null);
    assert.equal(controllerOf({}), null);
  });
  it('is the Deployment or Rollout, where the label says which part of its name is the template', () => {
    const of = (labels: Record<string, string>) =>
      controllerOf(metadata('p', 1, controlled('apps/v1', 'ReplicaSet', 'web-7f9c'), labels));
    assert.equal(of({ 'pod-template-hash': '7f9c' })?.kind, 'Deployment');
    assert.equal(of({ 'pod-template-hash': '7f9c' })?.name, 'web');
    assert.equal(of({ 'rollouts-pod-template-hash': '7f9c' })?.kind, 'Rollout');
    assert.equal(of({ 'pod-template-hash': 'other' })?.name, 'web-7f9c');
    assert.equal(of({})?.kind, 'ReplicaSet');
  });
  it('is none for the copy of a static pod, which its Node owns', () => {
    const mirror = {
      ...metadata('p', 1, controlled('v1', 'Node', 'n1')),
      annotations: { 'kubernetes.io/config.mirror': 'x' },
    };
    assert.equal(controllerOf(mirror), null);
  });
});

it("a kind's resource is found as Kubernetes' clients find it", () => {
  assert.deepEqual(
    [
      ['v1', 'Pod'],
      ['apps/v1', 'ReplicaSet'],
      ['batch/v1', 'Job'],
      ['', 'Job'],
      ['networking.k8s.io/v1', 'NetworkPolicy'],
      ['networking.k8s.io/v1', 'Ingress'],
    ].map(([apiVersion = '', kind = '']) => resourceOf(apiVersion, kind)),
    [
      '/pods',
      'apps/replicasets',
      'batch/jobs',
      'batch/jobs',
      'networking.k8s.io/networkpolicies',
      'networking.k8s.io/ingresses',
    ]
  );
  assert.equal(readResource('apps/v1/replicasets').folder, '/apis/apps/v1');
  assert.equal(readResource('v1/pods').folder, '/api/v1');
});

describe('objects', () => {
  const owner = controlled('apps/v1', 'StatefulSet', 'db');
  function known(version: number, listed: ObjectMeta[] = [], room: Room = { left: 100 }): Objects {
    const objects = new Objects(room);
    objects.comparable = true;
    objects.beginList();
    listed.forEach((object) => objects.put(object));
    objects.endList(version);
    return objects;
  }
  const at = (version: number, slack = SLACK) => ({ version, slack });

  it('have the owner that was read last', () => {
    const objects = known(100, [metadata('a', 50)]);
    assert.deepEqual(objects.find('a', at(99)), { owner: null, sure: true });
    objects.put(metadata('a', 120, owner));
    assert.equal(objects.find('a', at(99)).owner?.name, 'db');
  });
  it('count for events of exactly SLACK revisions after they were deleted', () => {
    const objects = known(100, [metadata('a', 50, owner)]);
    objects.remove(metadata('a', 1000));
    objects.version = 5000;
    assert.deepEqual(
      [999, 1000 + SLACK - 1, 1000 + SLACK].map((version) => objects.find('a', at(version)).owner?.name),
      ['db', 'db', undefined]
    );
    assert.equal(objects.find('a', at(1000, 0)).owner, undefined);
    objects.forget(1000);
    assert.equal(objects.find('a', at(999)).owner, undefined);
  });
  it('are sure unless their watch is behind the event by more than a deletion counts', () => {
    const objects = known(100, [metadata('a', 50, owner)]);
    assert.equal(objects.find('a', at(100 + SLACK)).sure, true);
    assert.equal(objects.find('a', at(102 + SLACK)).sure, false);
    objects.putRead('a', metadata('a', 50, owner), 102);
    assert.equal(objects.find('a', at(102 + SLACK)).sure, true);
  });
  it('that are not known are waited for until the watch has reached the event', () => {
    const objects = known(100);
    assert.equal(objects.find('new', at(100)).sure, true);
    assert.equal(objects.find('new', at(101)).sure, false);
  });
  it('are not waited for by the events of a list, most of which are about objects that are gone', () => {
    const objects = known(100);
    assert.equal(objects.find('new', at(101, 0)).sure, true);
    assert.equal(new Objects({ left: 1 }).find('new', at(101, 0)).sure, false);
  });
  it('that are not known are sure if the event names a version of theirs that the watch has reached', () => {
    const objects = known(100);
    const find = (existed: number) => objects.find('gone', { ...at(5000), existed }).sure;
    assert.deepEqual([99, 100, 101].map(find), [true, true, false]);
    objects.comparable = false;
    assert.deepEqual([100, 101].map(find), [true, false]);
  });
  it('are doubtful if the event names no version of theirs, or one that is newer than itself', () => {
    const objects = known(100, [], { left: 0 });
    const doubts = (existed?: number): boolean => objects.doubts({ ...at(200), existed });
    assert.deepEqual([doubts(), doubts(199), doubts(200), doubts(201)], [true, false, false, true]);
    objects.comparable = false;
    assert.deepEqual([doubts(), doubts(201)], [true, false]);
    objects.put(metadata('no-room', 150));
    assert.equal(doubts(), false);
  });
  it('are sure once they were read, there or not', () => {
    const objects = known(100);
    objects.putRead('a', metadata('a', 400, owner), 500);
    objects.putRead('b', undefined, 500);
    assert.deepEqual(
      [objects.find('a', at(500)).owner?.name, objects.find('a', at(500)).sure, objects.find('b', at(500))],
      ['db', true, { owner: undefined, sure: true }]
    );
    // What has become of them by then is not known.
    assert.deepEqual(
      ['a', 'b'].map((uid) => objects.find(uid, at(501 + SLACK)).sure),
      [false, false]
    );
  });
  it('that a new list does not have are deleted', () => {
    const objects = known(100, [metadata('a', 50, owner), metadata('b', 51, owner)]);
    objects.beginList();
    objects.put(metadata('b', 51, owner));
    objects.endList(300);
    assert.deepEqual(
      [objects.size, objects.find('a', at(299)).owner?.name, objects.find('a', at(300, 0)).owner],
      [1, 'db', undefined]
    );
  });
  it('of a first list that began again are deleted if they are not in it any more', () => {
    const objects = new Objects({ left: 100 });
    objects.comparable = true;
    objects.beginList();
    objects.put(metadata('a', 50, owner));
    objects.beginList();
    objects.put(metadata('b', 51, owner));
    objects.endList(100);
    assert.deepEqual([objects.size, objects.find('a', at(100, 0)).owner], [1, undefined]);
  });
  it('that were deleted at versions which the server has lost are forgotten', () => {
    const objects = known(100, [metadata('a', 50, owner)]);
    objects.remove(metadata('a', 120));
    objects.beginList();
    objects.endList(90);
    assert.equal(objects.find('a', at(90)).owner, undefined);
  });
  it('count however long ago they were deleted if their versions cannot be compared with those of events', () => {
    const objects = known(1_000_000, [metadata('a', 50, owner)]);
    objects.comparable = false;
    objects.remove(metadata('a', 1_000_001));
    objects.forget(2_000_000);
    assert.equal(objects.find('a', at(5_000_000)).owner?.name, 'db');
    assert.equal(objects.find('new', at(1)).sure, false);
  });
  it('are kept while there is room; then an object that is not known is not sure', () => {
    const objects = known(10, [metadata('a', 1, owner), metadata('b', 2, owner)], { left: 1 });
    assert.deepEqual([objects.size, objects.overflowed, objects.find('b', at(5)).sure], [1, true, false]);
    objects.putRead('b', metadata('b', 2, owner), 5);
    assert.deepEqual([objects.find('b', at(5)).owner?.name, objects.find('b', at(5)).sure], ['db', true]);
  });
  it('that were deleted are bounded in number even if no event comes any more, the oldest forgotten first', () => {
    const objects = known(1);
    for (let number = 0; number <= MOST_GONE; number++) {
      objects.put(metadata(`u${number}`, 10, owner));
      objects.remove(metadata(`u${number}`, 10));
    }
    assert.deepEqual(
      ['u0', 'u1'].map((uid) => objects.find(uid, at(5)).owner?.name),
      [undefined, 'db']
    );
  });
  it('give back their room, whatever became of them', () => {
    const step = fc.record({ uid: fc.nat(5), act: fc.constantFrom('put', 'remove', 'list', 'forget', 'read') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const room = { left: 4 };
        const objects = known(1, [], room);
        steps.forEach(({ uid, act }, index) => {
          const object = metadata(`u${uid}`, index + 2, owner);
          const acts = {
            put: () => objects.put(object),
            remove: () => objects.remove(object),
            forget: () => objects.forget(index - 1),
            read: () => objects.putRead(`u${uid}`, object, index + 2),
            list: () => {
              objects.beginList();
              objects.put(object);
              objects.endList(index + 2);
            },
          };
          acts[act]();
          assert.equal(objects.size + room.left, 4);
        });
        objects.beginList();
        objects.endList(1000);
        assert.deepEqual([objects.size, room.left], [0, 4]);
      })
    );
  });
});

const naming = (kind: string, name: string, reason: string, message: string): Event => ({
  involvedObject: { kind, name, namespace: 'n', uid: `${name}-uid`, apiVersion: 'apps/v1' },
  reason,
  message,
});
const named = (owners: OwnersInEvents, kind: string, name: string, namespace = 'n') =>
  owners.ownerOf(ownerFrom({ kind, name }), namespace);

describe('events name owners', () => {
  const cases: Array<[kind: string, name: string, reason: string, message: string, of: string, object: string]> = [
    ['ReplicaSet', 'web-7f', 'SuccessfulCreate', 'Created pod: web-7f-x', 'Pod', 'web-7f-x'],
    ['Job', 'report-29', 'SuccessfulDelete', 'Deleted pod: report-29-x', 'Pod', 'report-29-x'],
    ['StatefulSet', 'db', 'SuccessfulCreate', 'create Pod db-0 in StatefulSet db successful', 'Pod', 'db-0'],
    ['StatefulSet', 'db', 'SuccessfulDelete', 'delete Pod db-0 in StatefulSet db successful', 'Pod', 'db-0'],
    ['DaemonSet', 'agent', 'SuccessfulCreate', 'Created pod: agent-x', 'Pod', 'agent-x'],
    ['Deployment', 'web', 'ScalingReplicaSet', 'Scaled up replica set web-7f from 0 to 3', 'ReplicaSet', 'web-7f'],
    ['Deployment', 'web', 'ScalingReplicaSet', 'Scaled down replica set web-7f to 0 from 3', 'ReplicaSet', 'web-7f'],
    ['Rollout', 'web', 'NewReplicaSetCreated', 'Created ReplicaSet web-7f (revision 1)', 'ReplicaSet', 'web-7f'],
    ['CronJob', 'report', 'SuccessfulCreate', 'Created job report-29', 'Job', 'report-29'],
  ];
  for (const [kind, name, reason, message, of, object] of cases) {
    it(`of a ${of} by "${message}"`, () => {
      const owners = new OwnersInEvents();
      owners.add(naming(kind, name, reason, message));
      const owner = named(owners, of, object);
      assert.deepEqual([owner?.kind, owner?.name, owner?.uid], [kind, name, `${name}-uid`]);
      assert.equal(named(owners, of, object, 'elsewhere'), undefined);
    });
  }
  it('but not when they fail, are about another object, or have another reason', () => {
    const owners = new OwnersInEvents();
    owners.add(naming('StatefulSet', 'db', 'FailedCreate', 'create Pod db-0 in StatefulSet db failed error: no'));
    owners.add(naming('ReplicaSet', 'web', 'SuccessfulCreate', 'Created pod: other-1'));
    owners.add(naming('Node', 'web', 'SuccessfulCreate', 'Created pod: web-1'));
    owners.add(naming('ReplicaSet', 'web', 'Made', 'Created pod: web-1'));
    assert.deepEqual(
      ['db-0', 'other-1', 'web-1'].map((name) => named(owners, 'Pod', name)),
      [undefined, undefined, undefined]
    );
  });
  it('in a bounded number, the oldest forgotten first', () => {
    const owners = new OwnersInEvents();
    for (let number = 0; number <= MOST_NAMED; number++) {
      owners.add(naming('ReplicaSet', 'web', 'SuccessfulCreate', `Created pod: web-${number}`));
    }
    assert.deepEqual(
      ['web-0', 'web-1'].map((name) => named(owners, 'Pod', name)?.name),
      [undefined, 'web']
    );
  });
});

describe('the workload of', () => {
  const inEvents = new OwnersInEvents();
  inEvents.add(naming('ReplicaSet', 'web-7f', 'SuccessfulCreate', 'Created pod: web-7f-gone'));
  inEvents.add(naming('Deployment', 'web', 'ScalingReplicaSet', 'Scaled up replica set web-7f from 0 to 3'));
  const objects = new Map(
    ['/pods', 'apps/replicasets', 'batch/jobs'].map((resource) => [resource, new Objects({ left: 100 })] as const)
  );
  for (const one of objects.values()) {
    one.comparable = true;
    one.endList(1000);
  }
  const put = (resource: string, uid: string, owner?: object): void =>
    objects.get(resource)?.put(metadata(uid, 1, owner));
  put('/pods', 'alone');
  put('/pods', 'of-job', controlled('batch/v1', 'Job', 'report-29', 'job'));
  put('/pods', 'of-bare-rs', controlled('apps/v1', 'ReplicaSet', 'bare', 'bare'));
  put('/pods', 'of-ds', controlled('apps/v1', 'DaemonSet', 'agent'));
  put('/pods', 'of-custom', controlled('sparkoperator.k8s.io/v1', 'SparkApplication', 'count'));
  put('/pods', 'of-pod', controlled('v1', 'Pod', 'driver', 'of-custom'));
  put('/pods', 'circle', controlled('v1', 'Pod', 'circle', 'circle'));
  put('apps/replicasets', 'bare');
  put('apps/replicasets', 'rs', controlled('apps/v1', 'Deployment', 'web'));
  put('batch/jobs', 'job', controlled('batch/v1', 'CronJob', 'report'));

  const cases: Array<[what: string, kind: string, apiVersion: string, name: string, uid: string, workload: string]> = [
    ['a pod without an owner', 'Pod', 'v1', 'p', 'alone', 'Pod/p'],
    ['a pod of a Job of a CronJob', 'Pod', 'v1', 'p', 'of-job', 'CronJob/report'],
    ['a pod of a ReplicaSet that nobody owns', 'Pod', 'v1', 'p', 'of-bare-rs', 'ReplicaSet/bare'],
    ['a pod of a DaemonSet', 'Pod', 'v1', 'p', 'of-ds', 'DaemonSet/agent'],
    ['a pod of a custom resource', 'Pod', 'v1', 'p', 'of-custom', 'SparkApplication/count'],
    ['a pod of such a pod', 'Pod', 'v1', 'p', 'of-pod', 'SparkApplication/count'],
    ['a deleted pod that an event names', 'Pod', 'v1', 'web-7f-gone', 'gone', 'Deployment/web'],
    ['a pod that is gone', 'Pod', 'v1', 'p', 'gone', ''],
    ['a pod without a uid', 'Pod', 'v1', 'p', '', ''],
    ['a pod that owns itself', 'Pod', 'v1', 'circle', 'circle', 'Pod/circle'],
    ['a ReplicaSet of a Deployment', 'ReplicaSet', 'apps/v1', 'web-7f', 'rs', 'Deployment/web'],
    ['a ReplicaSet that is gone', 'ReplicaSet', 'apps/v1', 'other', 'gone', 'ReplicaSet/other'],
    ['a Job of a CronJob', 'Job', 'batch/v1', 'report-29', 'job', 'CronJob/report'],
    ['a CronJob', 'CronJob', 'batch/v1', 'report', 'x', 'CronJob/report'],
    ['a Deployment', 'Deployment', 'apps/v1', 'web', 'x', 'Deployment/web'],
    ['a Node, whose uid is its name for the kubelet', 'Node', '', 'n1', 'n1', 'Node/n1'],
    ['a claim', 'PersistentVolumeClaim', 'v1', 'data', 'x', ''],
    ['an autoscaler', 'HorizontalPodAutoscaler', 'autoscaling/v2', 'web', 'x', ''],
    ['a Service', 'Service', 'v1', 'web', 'x', ''],
    ['nothing', '', '', '', '', ''],
  ];
  for (const [what, kind, apiVersion, name, uid, workload] of cases) {
    it(`${what} is ${workload || 'none'}`, () => {
      const about = { kind, apiVersion, name, uid, namespace: 'n' };
      const resolution = resolve(about, { objects, inEvents }, { version: 900, slack: SLACK });
      assert.deepEqual(resolution, { workload, missing: undefined });
    });
  }
  it('an object that is not known yet is not sure', () => {
    const about = { kind: 'Pod', apiVersion: 'v1', name: 'p', uid: 'unseen', namespace: 'n' };
    const { missing } = resolve(about, { objects, inEvents }, { version: 1001, slack: SLACK });
    assert.deepEqual(missing, { resource: '/pods', kind: 'Pod', name: 'p', uid: 'unseen' });
  });
  it('the version that an event names is that of its object, not of an owner', () => {
    const pods = new Objects({ left: 10 });
    const jobs = new Objects({ left: 10 });
    for (const watched of [pods, jobs]) {
      watched.comparable = true;
      watched.endList(1000);
    }
    pods.put(metadata('p', 900, controlled('batch/v1', 'Job', 'report')));
    const objects = new Map([
      ['/pods', pods],
      ['batch/jobs', jobs],
    ]);
    const about = { kind: 'Pod', apiVersion: 'v1', namespace: 'n', name: 'p', uid: 'p' };
    const known = { objects, inEvents: new OwnersInEvents() };
    const { missing } = resolve(about, known, { version: 1001, slack: SLACK, existed: 900 });
    assert.equal(missing?.name, 'report');
  });
  it('an object is sure if events name its owners up to a kind that is not watched', () => {
    const about = { kind: 'Pod', apiVersion: 'v1', name: 'web-7f-gone', uid: 'unseen', namespace: 'n' };
    const resolution = resolve(about, { objects, inEvents }, { version: 2000, slack: SLACK });
    assert.deepEqual(resolution, { workload: 'Deployment/web', missing: undefined });
  });
});
