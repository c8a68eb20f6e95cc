import { entries } from '../entry.ts';
import { KUBERNETES } from '../projects.ts';

export const cloud = entries(
  {
    ...KUBERNETES,
    emitter: 'cloud-controller-manager',
    components: ['service-controller'],
    path: 'staging/src/k8s.io/cloud-provider/controllers/service/controller.go',
  },
  {
    EnsuringLoadBalancer: [
      'N',
      'routine',
      'Service',
      'describe services',
      'EnsuredLoadBalancer SyncLoadBalancerFailed',
    ],
    EnsuredLoadBalancer: ['N', 'routine', 'Service', 'describe services', 'EnsuringLoadBalancer'],
    SyncLoadBalancerFailed: [
      'W',
      'severe',
      'Service',
      'describe services',
      'EnsuringLoadBalancer DeleteLoadBalancerFailed',
    ],
    DeletingLoadBalancer: [
      'N',
      'notice',
      'Service',
      'describe services',
      'DeletedLoadBalancer DeleteLoadBalancerFailed',
    ],
    DeletedLoadBalancer: ['N', 'notice', 'Service', 'describe services', 'DeletingLoadBalancer'],
    DeleteLoadBalancerFailed: [
      'W',
      'trouble',
      'Service',
      'describe services',
      'DeletingLoadBalancer SyncLoadBalancerFailed',
    ],
    UpdatedLoadBalancer: ['N', 'routine', 'Service', 'describe services', 'UpdateLoadBalancerFailed'],
    UpdateLoadBalancerFailed: ['W', 'trouble', 'Service', 'describe nodes', 'UpdatedLoadBalancer'],
    UnAvailableLoadBalancer: [
      'W',
      'severe',
      'Service',
      'describe nodes',
      'UpdateLoadBalancerFailed kubelet/NodeNotReady',
    ],
    Synced: [
      'N',
      'routine',
      'Node',
      'node',
      'kube-controller-manager/RegisteredNode',
      {
        path: 'staging/src/k8s.io/cloud-provider/controllers/node/node_controller.go',
        components: ['cloud-node-controller'],
      },
    ],
    DeletingNode: [
      'N',
      'notice',
      'Node',
      'nodes',
      'DeletingNodeFailed kube-controller-manager/RemovingNode',
      {
        path: 'staging/src/k8s.io/cloud-provider/controllers/nodelifecycle/node_lifecycle_controller.go',
        components: ['cloud-node-lifecycle-controller'],
      },
    ],
    DeletingNodeFailed: [
      'W',
      'trouble',
      'Node',
      'nodes',
      'DeletingNode',
      {
        path: 'staging/src/k8s.io/cloud-provider/controllers/nodelifecycle/node_lifecycle_controller.go',
        components: ['cloud-node-lifecycle-controller'],
      },
    ],
    FailedToCreateRoute: [
      'W',
      'severe',
      'Node',
      'node',
      'kubelet/NetworkNotReady',
      {
        path: 'staging/src/k8s.io/cloud-provider/controllers/route/route_controller.go',
        components: ['route_controller'],
      },
    ],
  }
);
