import { entries } from '../entry.ts';
import { KUBERNETES } from '../projects.ts';

export const nodeLifecycle = entries(
  {
    ...KUBERNETES,
    emitter: 'kube-controller-manager',
    components: ['node-controller'],
    path: 'pkg/controller/util/node/controller_utils.go',
  },
  {
    RegisteredNode: [
      'N',
      'routine',
      'Node',
      'node',
      'RemovingNode',
      { path: 'pkg/controller/nodelifecycle/node_lifecycle_controller.go' },
    ],
    RemovingNode: [
      'N',
      'notice',
      'Node',
      'nodes',
      'RegisteredNode',
      { path: 'pkg/controller/nodelifecycle/node_lifecycle_controller.go' },
    ],
    'NodeNotReady:node': [
      'N',
      'severe',
      'Node',
      'node onHost',
      'kubelet/NodeNotReady NodeNotReady:pod TaintManagerEviction',
    ],
    'NodeNotReady:pod': ['W', 'severe', 'Pod', 'describe node onHost', 'NodeNotReady:node TaintManagerEviction'],
    DeletingAllPods: ['N', 'severe', 'Node', 'node podsOnNode', 'NodeControllerEviction'],
    NodeControllerEviction: ['N', 'trouble', 'Pod', 'describe node', 'DeletingAllPods TaintManagerEviction'],
    TaintManagerEviction: [
      'N',
      'trouble',
      'Pod',
      'describe node history',
      'NodeNotReady:node',
      { path: 'pkg/controller/tainteviction/taint_eviction.go', components: ['taint-eviction-controller'] },
    ],
    DeviceTaintManagerEviction: [
      'N',
      'trouble',
      'Pod',
      'describe resourceClaims',
      'TaintManagerEviction',
      {
        path: 'pkg/controller/devicetainteviction/device_taint_eviction.go',
        components: ['device-taint-eviction-controller'],
      },
    ],
    CIDRNotAvailable: [
      'N',
      'severe',
      'Node',
      'nodes',
      'CIDRAssignmentFailed',
      { path: 'pkg/controller/nodeipam/ipam/range_allocator.go', components: ['cidrAllocator'] },
    ],
    CIDRAssignmentFailed: [
      'N',
      'trouble',
      'Node',
      'node',
      'CIDRNotAvailable',
      { path: 'pkg/controller/nodeipam/ipam/range_allocator.go', components: ['cidrAllocator'] },
    ],
  }
);
