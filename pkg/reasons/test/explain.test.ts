import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explain, type Explanation, type Seen } from '../src/index.ts';

describe('explain', () => {
  const kubelet = { component: 'kubelet', kind: 'Pod' };
  type Row = [reason: string, seen: Seen, id: string, certainty: Explanation['certainty']];
  const rows: Row[] = [
    [
      'BackOff',
      { ...kubelet, message: 'Back-off restarting failed container web in pod web-1_shop(0d6…)' },
      'kubelet/BackOff:container',
      'exact',
    ],
    ['BackOff', { ...kubelet, message: 'Back-off pulling image "nginx:nope"' }, 'kubelet/BackOff:image', 'exact'],
    ['BackOff', { message: 'Back-off pulling image "nginx:nope"' }, 'kubelet/BackOff:image', 'likely'],
    ['Failed', { ...kubelet, message: 'Failed to pull image "x": not found' }, 'kubelet/Failed:pull', 'exact'],
    ['Failed', { ...kubelet, message: 'Error: ImagePullBackOff' }, 'kubelet/Failed:pull', 'exact'],
    ['Failed', { ...kubelet, message: 'Error: configmap "settings" not found' }, 'kubelet/Failed:create', 'exact'],
    [
      'Failed',
      { ...kubelet, message: 'Internal PreStartContainer hook failed: no such device' },
      'kubelet/Failed:start',
      'exact',
    ],
    [
      'Failed',
      { ...kubelet, message: 'error making pod data directories: mkdir /var/lib/kubelet: read-only file system' },
      'kubelet/Failed:dataDirectories',
      'exact',
    ],
    [
      'FailedCreate',
      { component: 'replicaset-controller', kind: 'ReplicaSet' },
      'kube-controller-manager/FailedCreate:pod',
      'exact',
    ],
    [
      'FailedCreate',
      { component: 'statefulset-controller', kind: 'StatefulSet' },
      'kube-controller-manager/FailedCreate:statefulset',
      'exact',
    ],
    [
      'FailedCreate',
      { component: 'cronjob-controller', kind: 'CronJob' },
      'kube-controller-manager/FailedCreate:cronjob',
      'exact',
    ],
    ['FailedCreate', { kind: 'CronJob' }, 'kube-controller-manager/FailedCreate:cronjob', 'likely'],
    ['Starting', { component: 'kube-proxy', kind: 'Node' }, 'kube-proxy/Starting', 'exact'],
    ['Starting', { component: 'kubelet', kind: 'Node' }, 'kubelet/Starting', 'exact'],
    ['NodeNotReady', { component: 'kubelet', kind: 'Node' }, 'kubelet/NodeNotReady', 'exact'],
    [
      'NodeNotReady',
      { component: 'node-controller', kind: 'Node' },
      'kube-controller-manager/NodeNotReady:node',
      'exact',
    ],
    [
      'NodeNotReady',
      { component: 'node-controller', kind: 'Pod' },
      'kube-controller-manager/NodeNotReady:pod',
      'exact',
    ],
    [
      'DeadlineExceeded',
      { component: 'job-controller', kind: 'Job' },
      'kube-controller-manager/DeadlineExceeded',
      'exact',
    ],
    ['FailedScheduling', { component: 'my-scheduler', kind: 'Pod' }, 'default-scheduler/FailedScheduling', 'likely'],
    [
      'ProvisioningFailed',
      { component: 'ebs.csi.aws.com_ebs-csi-controller-7f9c_0d6e', kind: 'PersistentVolumeClaim' },
      'external-provisioner/ProvisioningFailed',
      'exact',
    ],
    [
      'ProvisioningFailed',
      { component: 'persistentvolume-controller' },
      'kube-controller-manager/ProvisioningFailed',
      'exact',
    ],
    [
      'Failed',
      { component: 'cert-manager-challenges', message: 'Accepting challenge authorization failed: timeout' },
      'cert-manager/Failed:challenge',
      'exact',
    ],
    ['RELOAD', { message: 'Error reloading NGINX: exit status 1' }, 'ingress-nginx/RELOAD:failed', 'likely'],
    ['Evicted', { component: 'karpenter', kind: 'Pod' }, 'karpenter/Evicted', 'exact'],
    ['Completed', { component: 'loki-event-collector', kind: 'Pod' }, 'loki-event-collector/Completed', 'exact'],
    ['Completed', { component: 'job-controller', kind: 'Job' }, 'kube-controller-manager/Completed', 'exact'],
    ['OOMKilled', { kind: 'Pod' }, 'loki-event-collector/OOMKilled', 'likely'],
    [
      'NewRevision',
      { component: 'loki-event-collector', kind: 'DaemonSet' },
      'loki-event-collector/NewRevision:daemonset',
      'exact',
    ],
    ...(['Deployment', 'StatefulSet', 'Rollout'] as const).map((kind): Row => [
      'RolledBack',
      { component: 'loki-event-collector', kind },
      `loki-event-collector/RolledBack${kind === 'Deployment' ? '' : `:${kind.toLowerCase()}`}`,
      'exact',
    ]),
    [
      'ConfigurationChanged',
      { component: 'loki-event-collector', kind: 'ConfigMap' },
      'loki-event-collector/ConfigurationChanged',
      'exact',
    ],
    ['LeaderElection', { component: 'anything', kind: 'Lease' }, 'leader-election/LeaderElection', 'exact'],
  ];
  for (const [reason, seen, id, certainty] of rows) {
    it(`knows ${reason} of ${JSON.stringify(seen)} as ${id}`, () => {
      const explanation = explain(reason, seen);
      assert.deepEqual([explanation.entry?.id, explanation.certainty], [id, certainty]);
    });
  }

  it('offers the other meanings', () => {
    assert.ok(explain('BackOff', kubelet).others.length > 0);
  });

  for (const reason of ['', 'MyOwnReason', 'backoff', 'toString']) {
    it(`says that it does not know “${reason}”`, () => {
      assert.deepEqual(explain(reason, kubelet), { reason, certainty: 'unknown', others: [] });
    });
  }
});
