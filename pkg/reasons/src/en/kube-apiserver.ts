import { texts } from '../text.ts';

export const kubeApiserver = texts('kube-apiserver', {
  ClusterIPNotValid: [
    "The Service's cluster IP is not a usable address; the Service must be created again.",
    "The cluster's IP families were changed",
    'The object was restored or edited wrongly',
  ],
  ClusterIPOutOfRange: [
    "The Service's cluster IP lies outside every configured Service range.",
    'The range was changed or a ServiceCIDR removed',
  ],
  ClusterIPNotAllocated: [
    "The Service's cluster IP was not recorded as in use; the API server repairs that itself.",
    'An etcd restore or an upgrade',
  ],
  ClusterIPAlreadyAllocated: [
    'Several Services have the same cluster IP; one of them must be created again.',
    'Services restored from a backup',
    'Two API servers with different ranges',
  ],
  ServiceCIDRFull: [
    'The range for cluster IPs is full; no new Service can be made.',
    'Too many Services for the range',
  ],
  IPAddressNotAllocated: [
    'An IPAddress object belongs to no Service that uses it, and is cleaned up.',
    'A Service was removed while its address was not',
    'Someone edited the IPAddress',
  ],
  IPAddressWrongReference: [
    'An IPAddress object names another Service than the one that uses it, and is cleaned up.',
    'Objects were edited or restored',
  ],
  PortNotAllocated: [
    "The Service's node port was not recorded as in use; the API server repairs that itself.",
    'An etcd restore or an upgrade',
  ],
  PortAlreadyAllocated: [
    'Several Services have the same node port; one of them must be created again.',
    'Services restored from a backup',
  ],
  PortOutOfRange: [
    "The Service's node port lies outside the range that the API server allows.",
    "The API server's range was changed",
  ],
  PortRangeFull: [
    'The range for node ports is full; no new one can be given.',
    'Too many Services of type NodePort or LoadBalancer',
  ],
  UnknownError: [
    'The API server could not check or record an address or port of the Service.',
    'A passing error of the API server or etcd',
  ],
  KubernetesDefaultServiceCIDRError: [
    'The default ServiceCIDR could not be made, widened to two IP families, or marked ready.',
    'A ServiceCIDR that is in the way',
    'Missing rights, or an API server that answers with errors',
  ],
  KubernetesDefaultServiceCIDRInconsistent: [
    "The default ServiceCIDR is not what the API server's flags say.",
    '--service-cluster-ip-range was changed, or differs between API servers',
  ],
  KubernetesServiceCIDRError: ['A ServiceCIDR could not be marked ready.', 'An API server that answers with errors'],
  TLSConfigChanged: [
    'The API server (or one built like it) has loaded a new certificate or client CA.',
    'A certificate was renewed',
  ],
});
