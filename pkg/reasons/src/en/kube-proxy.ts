import { texts } from '../text.ts';

export const kubeProxy = texts('kube-proxy', {
  Starting: ['kube-proxy has started on the node.', 'The node booted, or kube-proxy was updated'],
  FailedToStartProxierHealthcheck: [
    'kube-proxy could not open its health check port.',
    'Another process uses the port',
  ],
  FailedToStartMetricServer: ['kube-proxy could not open its metrics port.', 'Another process uses the port'],
  FailedToStartServiceHealthcheck: [
    "kube-proxy could not open the Service's health check node port, so load balancers leave this node out.",
    'Another process uses the port',
  ],
  KubeProxyDefaultMode: [
    "kube-proxy's mode is not set, and the default will change.",
    "No mode in kube-proxy's configuration",
  ],
  IPVSDeprecation: [
    'kube-proxy runs in IPVS mode, which is deprecated in favour of nftables.',
    "mode: ipvs in kube-proxy's configuration",
  ],
});
