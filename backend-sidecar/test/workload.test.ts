import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Event, type ObjectMeta } from '@kubernetes-events/event';
import fc from 'fast-check';
import { readResource, resourceOf } from '../src/kubernetes/resource.ts';
import { Objects, ObjectLimit, SLACK } from '../src/workload/objects.ts';
import { controllerOf } from '../src/workload/owner.ts';
import { WaitBudget } from '../src/workload/wait-budget.ts';
import { resolve } from '../src/workload/resolve.ts';
import { OwnersInEvents } from '../src/workload/owners-in-events.ts';

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
  function known(version: number, ...listed: ObjectMeta[]): Objects {
    const objects = new Objects(new ObjectLimit(100));
    objects.oneCounter = true;
    objects.beginList();
    listed.forEach((object) => objects.put(object));
    objects.endList(version);
    return objects;
  }
  const at = (version: number, slack = SLACK) => ({ version, slack });

  it('are known as they are, and as they were for events of then', () => {
    const objects = known(100, metadata('a', 50, owner));
    objects.put(metadata('a', 120, controlled('apps/v1', 'StatefulSet', 'other')));
    assert.equal(objects.find('a', at(119)).owner?.name, 'db');
    assert.equal(objects.find('a', at(120)).owner?.name, 'other');
  });
  it('count for a while after they were deleted, and exactly so long', () => {
    const objects = known(100, metadata('a', 50, owner));
    objects.remove(metadata('a', 1000));
    objects.version = 5000;
    assert.deepEqual(
      [999, 1000 + SLACK - 1, 1000 + SLACK].map((version) => objects.find('a', at(version)).owner?.name),
      ['db', 'db', undefined]
    );
    assert.equal(objects.find('a', at(1000, 0)).owner, undefined);
    objects.forget(1000);
    assert.equal(objects.find('a', at(999)).owner, undefined);
    assert.equal(objects.pastSize, 0);
  });
  it('are sure as long as their watch is not behind by more than a deletion counts', () => {
    const objects = known(100, metadata('a', 50, owner));
    assert.equal(objects.find('a', at(100 + SLACK)).sure, true);
    assert.equal(objects.find('a', at(101 + SLACK)).sure, false);
    assert.equal(objects.find('new', at(100)).sure, true);
    assert.equal(objects.find('new', at(101)).sure, false);
  });
  it('are sure once they were read, there or not', () => {
    const objects = known(100);
    objects.noteRead('a', 500, metadata('a', 400, owner));
    assert.deepEqual([objects.find('a', at(500)).sure, objects.find('a', at(500)).owner?.name], [true, 'db']);
    objects.noteRead('b', 500, undefined);
    assert.deepEqual(
      [objects.find('b', at(900)), objects.find('b', at(499)).sure],
      [{ owner: undefined, sure: true }, false]
    );
  });
  it('that a new list does not have are deleted', () => {
    const objects = known(100, metadata('a', 50, owner), metadata('b', 51, owner));
    objects.beginList();
    objects.put(metadata('b', 51, owner));
    objects.endList(300);
    assert.deepEqual(
      [objects.size, objects.find('a', at(299)).owner?.name, objects.find('a', at(300, 0)).owner],
      [1, 'db', undefined]
    );
  });
  it('of a first list that began again are deleted if they are not in it any more', () => {
    const objects = new Objects(new ObjectLimit(100));
    objects.oneCounter = true;
    objects.beginList();
    objects.put(metadata('a', 50, owner));
    objects.beginList();
    objects.put(metadata('b', 51, owner));
    objects.endList(100);
    assert.deepEqual([objects.size, objects.find('a', at(100, 0)).owner], [1, undefined]);
  });
  it('that ended at versions which the server has lost are forgotten', () => {
    const objects = known(100, metadata('a', 50, owner));
    objects.remove(metadata('a', 120));
    objects.beginList();
    objects.endList(90);
    assert.deepEqual([objects.pastSize, objects.find('a', at(90)).owner], [0, undefined]);
  });
  it('are no more than there is room for: what has ended gives way, then the rest is not sure', () => {
    const objects = new Objects(new ObjectLimit(2));
    objects.oneCounter = true;
    objects.beginList();
    objects.put(metadata('a', 1, owner));
    objects.endList(10);
    objects.remove(metadata('a', 11));
    for (const uid of ['b', 'c', 'd']) {
      objects.put(metadata(uid, 12, owner));
    }
    assert.deepEqual([objects.size, objects.pastSize, objects.overflow], [2, 0, 1]);
    assert.equal(objects.find('d', at(5)).sure, false);
    objects.clear();
    assert.equal(objects.size, 0);
  });
  it('give back all their limit, whatever became of them', () => {
    const step = fc.record({ uid: fc.nat(5), act: fc.constantFrom('put', 'change', 'remove', 'list', 'forget') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const limit = new ObjectLimit(4);
        const objects = new Objects(limit);
        objects.endList(1);
        steps.forEach(({ uid, act }, index) => {
          const version = index + 2;
          const object = metadata(`u${uid}`, version, act === 'change' ? controlled('v1', 'X', `x${index}`) : owner);
          if (act === 'list') {
            objects.beginList();
            objects.put(object);
            objects.endList(version);
          } else if (act === 'forget') {
            objects.forget(version - 3);
          } else if (act === 'remove') {
            objects.remove(object);
          } else {
            objects.put(object);
          }
          assert.ok(objects.size + objects.pastSize <= 4);
        });
        objects.clear();
        assert.deepEqual(
          [limit.take(), limit.take(), limit.take(), limit.take(), limit.take()],
          [true, true, true, true, false]
        );
      })
    );
  });
});

let version = 0;
const telling = (kind: string, name: string, reason: string, message: string): Event => ({
  metadata: { uid: `${name}/${message}`, resourceVersion: String(++version) },
  involvedObject: { kind, name, namespace: 'n', uid: `${name}-uid`, apiVersion: 'apps/v1' },
  reason,
  message,
});

describe('events name owners', () => {
  const cases: Array<[owner: string, reason: string, message: string, kind: string, name: string]> = [
    ['ReplicaSet', 'SuccessfulCreate', 'Created pod: web-7f-x', 'Pod', 'web-7f-x'],
    ['Job', 'SuccessfulDelete', 'Deleted pod: job-x', 'Pod', 'job-x'],
    ['StatefulSet', 'SuccessfulCreate', 'create Pod db-0 in StatefulSet db successful', 'Pod', 'db-0'],
    ['StatefulSet', 'SuccessfulDelete', 'Delete Pod db-0 in StatefulSet db successful', 'Pod', 'db-0'],
    [
      'StatefulSet',
      'SuccessfulCreate',
      'create Claim data-db-0 Pod db-0 in StatefulSet db success',
      'PersistentVolumeClaim',
      'data-db-0',
    ],
    ['Deployment', 'ScalingReplicaSet', 'Scaled up replica set web-7f from 0 to 3', 'ReplicaSet', 'web-7f'],
    ['Deployment', 'ScalingReplicaSet', 'Scaled down replica set web-7f to 0 from 3', 'ReplicaSet', 'web-7f'],
    ['Deployment', 'ScalingReplicaSet', 'Scaled up replica set web-7f to 3', 'ReplicaSet', 'web-7f'],
    ['Rollout', 'NewReplicaSetCreated', 'Created ReplicaSet web-7f (revision 1)', 'ReplicaSet', 'web-7f'],
    ['CronJob', 'SuccessfulCreate', 'Created job report-29', 'Job', 'report-29'],
    ['CronJob', 'SawCompletedJob', 'Saw completed job: report-29, condition: Complete', 'Job', 'report-29'],
  ];
  for (const [owner, reason, message, kind, name] of cases) {
    it(`by "${message}"`, () => {
      const owners = new OwnersInEvents(10);
      owners.add(telling(owner, 'the-owner', reason, message));
      assert.deepEqual(
        [owners.ownerOf(kind, 'n', name)?.kind, owners.ownerOf(kind, 'n', name)?.name],
        [owner, 'the-owner']
      );
      assert.equal(owners.ownerOf(kind, 'elsewhere', name), undefined);
    });
  }
  it('but not where they fail, are combined, or are of another reason', () => {
    const owners = new OwnersInEvents(10);
    owners.add(telling('StatefulSet', 'db', 'FailedCreate', 'create Pod db-0 in StatefulSet db failed error: no'));
    owners.add(telling('ReplicaSet', 'web', 'SuccessfulCreate', '(combined from similar events): Created pod: web-1'));
    owners.add(telling('ReplicaSet', 'web', 'Made', 'Created pod: web-1'));
    assert.equal(owners.size, 0);
  });
  it('as long as they are there, the newest first', () => {
    const owners = new OwnersInEvents(10);
    const [older, newer] = ['a', 'b'].map((name) => telling('ReplicaSet', name, 'SuccessfulCreate', 'Created pod: p'));
    owners.add(newer!);
    owners.add(older!);
    assert.equal(owners.ownerOf('Pod', 'n', 'p')?.name, 'b');
    owners.remove(newer!);
    assert.equal(owners.ownerOf('Pod', 'n', 'p')?.name, 'a');
    owners.remove(older!);
    assert.equal(owners.size, 0);
  });
  it('from a bounded memory', () => {
    const owners = new OwnersInEvents(2);
    for (const name of ['a', 'b', 'c']) {
      owners.add(telling('ReplicaSet', 'web', 'SuccessfulCreate', `Created pod: ${name}`));
    }
    assert.deepEqual([owners.size, owners.ownerOf('Pod', 'n', 'a')], [2, undefined]);
  });
});

describe('the workload of', () => {
  const owners = new OwnersInEvents(10);
  owners.add(
    telling('StatefulSet', 'db', 'SuccessfulCreate', 'create Claim data-db-0 Pod db-0 in StatefulSet db success')
  );
  owners.add(telling('ReplicaSet', 'web-7f', 'SuccessfulCreate', 'Created pod: web-7f-gone'));
  owners.add(telling('Deployment', 'web', 'ScalingReplicaSet', 'Scaled up replica set web-7f from 0 to 3'));
  const objects = new Map(
    ['/pods', 'apps/replicasets', 'batch/jobs'].map(
      (resource) => [resource, new Objects(new ObjectLimit(100))] as const
    )
  );
  for (const one of objects.values()) {
    one.oneCounter = true;
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
    ["a StatefulSet's claim", 'PersistentVolumeClaim', 'v1', 'data-db-0', 'x', 'StatefulSet/db'],
    ['another claim', 'PersistentVolumeClaim', 'v1', 'data', 'x', ''],
    ['an autoscaler', 'HorizontalPodAutoscaler', 'autoscaling/v2', 'web', 'x', ''],
    ['a Service', 'Service', 'v1', 'web', 'x', ''],
    ['nothing', '', '', '', '', ''],
  ];
  for (const [what, kind, apiVersion, name, uid, workload] of cases) {
    it(`${what} is ${workload || 'none'}`, () => {
      const about = { kind, apiVersion, name, uid, namespace: 'n' };
      const resolution = resolve(about, { objects, ownersInEvents: owners }, { version: 900, slack: SLACK });
      assert.deepEqual(resolution, { workload, unsure: undefined });
    });
  }
  it('what is to be looked up says where', () => {
    const about = { kind: 'Pod', apiVersion: 'v1', name: 'p', uid: 'unseen', namespace: 'n' };
    const { unsure } = resolve(about, { objects, ownersInEvents: owners }, { version: 1001, slack: SLACK });
    assert.deepEqual(unsure, { resource: '/pods', namespace: 'n', name: 'p', uid: 'unseen' });
  });
  it('looks nothing up if events name every owner', () => {
    const about = { kind: 'Pod', apiVersion: 'v1', name: 'web-7f-gone', uid: 'unseen', namespace: 'n' };
    assert.deepEqual(resolve(about, { objects, ownersInEvents: owners }, { version: 2000, slack: SLACK }), {
      workload: 'Deployment/web',
      unsure: undefined,
    });
  });
});

describe('the wait budget', () => {
  it('is less than a second in all, and comes back slowly', () => {
    const budget = new WaitBudget(0);
    assert.equal(budget.left(0), 900);
    budget.spend(0, 900);
    assert.equal(budget.left(900), 0);
    assert.equal(budget.left(10_900), 500);
    assert.equal(budget.left(1_000_000), 900);
  });
});
