import { texts } from '../text.ts';

export const controllers = texts('kube-controller-manager', {
  NoPods: [
    'The disruption budget selects no pods, or they could not be listed.',
    'Its selector matches nothing',
    'The workload is scaled to zero',
  ],
  CalculateExpectedPodCountFailed: [
    'How many pods the disruption budget covers could not be worked out, so no eviction is allowed.',
    'Its pods belong to a controller without a scale subresource',
    'A percentage with pods that have no controller',
  ],
  UnmanagedPods: [
    'The disruption budget selects pods that no controller manages, and leaves them out.',
    'Pods made by hand match its selector',
  ],
  MultiplePodDisruptionBudgets: [
    'Several disruption budgets select the pod; one is picked at will, and evictions are refused.',
    'Overlapping selectors',
  ],
  NotDeleted: [
    'The pod was to be evicted but still exists, so the disruption budget counts it again.',
    'A finalizer, or an eviction that was refused later on',
  ],
  FailedToListPods: [
    "The Service's pods could not be listed, so its endpoints are not brought up to date.",
    "An error of the controller's cache or of the API server",
  ],
  FailedToListEndpointSlices: [
    "The Service's EndpointSlices could not be listed.",
    "An error of the controller's cache or of the API server",
  ],
  FailedToUpdateEndpointSlices: [
    "The Service's EndpointSlices could not be written; traffic may go to pods that are gone.",
    'They were changed meanwhile',
    'The namespace is being deleted, or a quota or webhook refuses',
  ],
  TopologyAwareHintsEnabled: [
    'Traffic for the Service is now kept within zones where possible.',
    'Topology aware routing was switched on, or its conditions are met again',
  ],
  TopologyAwareHintsDisabled: [
    'Traffic for the Service is not kept within zones, although this was asked for.',
    'Too few endpoints for the zones',
    'Nodes without a zone label or not ready',
  ],
  FailedToCreateEndpoint: [
    "The Service's Endpoints object could not be created.",
    'The namespace is being deleted',
    'A quota or webhook refuses',
  ],
  FailedToUpdateEndpoint: [
    "The Service's Endpoints object could not be written.",
    'It was changed meanwhile',
    'The API server answers with errors',
  ],
  InvalidIPAddress: [
    'An Endpoints object made by hand has addresses that are not IP addresses; these are left out.',
    'A host name or typing error in the Endpoints',
  ],
  TooManyAddressesToMirror: [
    'An Endpoints object made by hand has more addresses than are copied to EndpointSlices; the rest get no traffic.',
    'More than 1,000 addresses in one subset',
  ],
  OwnerRefInvalidNamespace: [
    'The object names an owner that is not in its namespace, so it may be deleted as an orphan.',
    'An owner in another namespace, which is not allowed',
    'A wrong uid or kind after a restore',
  ],
  FailedResourceClaimCreation: [
    "The ResourceClaim for the pod's devices could not be made.",
    'The ResourceClaimTemplate does not exist',
    'A claim of that name belongs to something else',
  ],
});
