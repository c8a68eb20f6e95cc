import { NODE, times, unschedulable, type Scenario } from '../scenario.ts';

/** Volumes are not bound, attached or mounted. */
export const VOLUMES: readonly Scenario[] = [
  {
    name: 'volume cannot be attached',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'postgres', [NODE]);
      await cluster.event(web.pods[0]!, {
        type: 'Warning',
        reason: 'FailedAttachVolume',
        message:
          'Multi-Attach error for volume "pvc-5f1c" Volume is already exclusively attached to one node and can\'t be attached to another',
        component: 'attachdetach-controller',
        count: 7,
      });
      await cluster.kubelet(web.pods[0]!, {
        reason: 'FailedMount',
        message:
          'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], failed to process volumes=[]: timed out waiting for the condition',
        count: 3,
      });
    },
    expected: [
      { workload: 'Deployment/postgres', mode: 'volume', pods: 1, title: /^postgres: volume cannot be attached/ },
    ],
  },
  {
    name: 'claim without a storage class',
    run: async (cluster, namespace) => {
      const db = await cluster.controller('StatefulSet', namespace, 'mysql', [''], false);
      const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: 'data-mysql-0' };
      await cluster.event(claim, {
        reason: 'FailedBinding',
        message: 'no persistent volumes available for this claim and no storage class is set',
        component: 'persistentvolume-controller',
        count: 40,
      });
      await unschedulable(cluster, db, '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.');
    },
    expected: [{ workload: 'StatefulSet/mysql', mode: 'volume', pods: 1, title: /^mysql: .*(claim|volume)/ }],
  },
  {
    name: 'storage class of a claim does not exist',
    run: async (cluster, namespace) => {
      const db = await cluster.controller('StatefulSet', namespace, 'kafka', ['', ''], false);
      for (const at of times(2)) {
        const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: `data-kafka-${at}` };
        await cluster.event(claim, {
          type: 'Warning',
          reason: 'ProvisioningFailed',
          message: 'storageclass.storage.k8s.io "fast-ssd" not found',
          component: 'persistentvolume-controller',
          count: 20,
        });
      }
      await unschedulable(cluster, db, '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.');
    },
    expected: [{ workload: 'StatefulSet/kafka', mode: 'volume', pods: 2, title: /^kafka: .*(claim|volume)/ }],
  },
  {
    name: 'claim waits for its first consumer for ever',
    run: async (cluster, namespace) => {
      const db = await cluster.controller('StatefulSet', namespace, 'redis', [''], false);
      const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: 'data-redis-0' };
      await cluster.event(claim, {
        reason: 'WaitForPodScheduled',
        message: 'waiting for pod redis-0 to be scheduled',
        component: 'persistentvolume-controller',
        count: 60,
      });
      await unschedulable(
        cluster,
        db,
        "0/3 nodes are available: 3 node(s) didn't find available persistent volumes to bind."
      );
    },
    expected: [{ workload: 'StatefulSet/redis', mode: 'volume', pods: 1, title: /^redis: .*(claim|volume)/ }],
  },
  {
    name: 'file server does not answer three workloads',
    run: async (cluster, namespace) => {
      for (const number of times(3)) {
        const web = await cluster.deployment(namespace, `media-${number}`, [NODE]);
        await cluster.kubelet(web.pods[0]!, {
          reason: 'FailedMount',
          message: `MountVolume.SetUp failed for volume "share" : mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs nfs.example.net:/export/media /var/lib/kubelet/pods/${web.pods[0]!.uid}/volumes/kubernetes.io~nfs/share\nOutput: mount.nfs: Connection timed out\n`,
          count: 9,
        });
      }
    },
    expected: times(3).map((number) => ({
      workload: `Deployment/media-${number}`,
      mode: 'volume',
      pods: 1,
      title: /volume cannot be mounted/,
    })),
  },
];
