import { texts } from '../text.ts';

export const cloud = texts('cloud-controller-manager', {
  EnsuringLoadBalancer: [
    "The cloud's load balancer for the Service is being made or brought up to date.",
    'A new or changed Service',
  ],
  EnsuredLoadBalancer: ["The cloud's load balancer for the Service is in place.", 'A new or changed Service'],
  SyncLoadBalancerFailed: [
    "The cloud's load balancer for the Service could not be made or removed; it is tried again.",
    'Missing rights or a quota in the cloud',
    'Wrong annotations, subnets or addresses',
  ],
  DeletingLoadBalancer: [
    "The cloud's load balancer for the Service is being removed.",
    'The Service was deleted or is no longer of type LoadBalancer',
  ],
  DeletedLoadBalancer: [
    "The cloud's load balancer for the Service is removed.",
    'The Service was deleted or is no longer of type LoadBalancer',
  ],
  DeleteLoadBalancerFailed: [
    "The cloud's load balancer for the Service could not be removed; it may still cost money.",
    'Missing rights in the cloud',
    'Other cloud resources use it',
  ],
  UpdatedLoadBalancer: ['The load balancer has the current list of nodes.', 'Nodes were added or removed'],
  UpdateLoadBalancerFailed: [
    'The load balancer did not get the current list of nodes; traffic may go to removed nodes.',
    "The cloud's API refuses or limits the rate",
  ],
  UnAvailableLoadBalancer: [
    'No node can take traffic for the load balancer.',
    'All nodes are not ready or excluded from load balancers',
  ],
  Synced: ["The cloud's data (addresses, zone, instance type) have been written to the node.", 'A new node'],
  DeletingNode: [
    'The node is deleted as its machine no longer exists in the cloud.',
    'The machine was deleted, scaled away or taken back',
  ],
  DeletingNodeFailed: [
    'A node whose machine is gone could not be deleted.',
    'Missing rights, or the API server answers with errors',
  ],
  FailedToCreateRoute: [
    "The cloud's route to the node's pods could not be made.",
    'The limit of the route table is reached',
    'Missing rights in the cloud',
  ],
});
