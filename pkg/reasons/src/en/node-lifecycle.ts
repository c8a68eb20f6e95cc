import { texts } from '../text.ts';

export const nodeLifecycle = texts('kube-controller-manager', {
  RegisteredNode: [
    'The node controller has come to know the node.',
    'A new node, or the controller manager has restarted',
  ],
  RemovingNode: [
    "The node's object was deleted.",
    'Someone or an autoscaler removed the node',
    'Its machine is gone from the cloud',
  ],
  'NodeNotReady:node': [
    'The node controller marked the node as not ready, mostly as its kubelet has not reported for a while.',
    'The machine is off, hangs or has lost its network',
    'The kubelet or the container runtime is down',
  ],
  'NodeNotReady:pod': [
    "The pod's node is not ready, so the pod is taken out of its Services.",
    'The machine is off, hangs or has lost its network',
    'The kubelet is down',
  ],
  DeletingAllPods: ['The pods of a node that is gone are being deleted.', 'The node did not come back'],
  NodeControllerEviction: [
    'The pod is deleted as its node does not answer.',
    'The machine is off or has lost its network',
  ],
  TaintManagerEviction: [
    'The pod does not tolerate a NoExecute taint of its node and will be deleted, or this was called off.',
    'The node is not ready or not reachable for over 5 minutes',
    'Someone put the taint there',
  ],
  DeviceTaintManagerEviction: [
    'The pod uses a device with a taint that it does not tolerate and will be deleted, or this was called off.',
    'The device is faulty or in maintenance',
  ],
  CIDRNotAvailable: [
    'No range of pod addresses is left for the node.',
    "The cluster's pod CIDR is too small for the number of nodes",
  ],
  CIDRAssignmentFailed: [
    'The range of pod addresses could not be written to the node.',
    'The API server answers with errors',
  ],
});
