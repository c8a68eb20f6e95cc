import { entries } from '../entry.ts';
import { KUBERNETES } from '../projects.ts';

export const kubeProxy = entries(
  { ...KUBERNETES, emitter: 'kube-proxy', components: ['kube-proxy'], path: 'cmd/kube-proxy/app/server.go' },
  {
    Starting: ['N', 'routine', 'Node', 'kubeProxyLog', 'FailedToStartProxierHealthcheck'],
    FailedToStartProxierHealthcheck: ['W', 'trouble', 'Node', 'kubeProxyLog', 'FailedToStartMetricServer'],
    FailedToStartMetricServer: ['W', 'notice', 'Node', 'kubeProxyLog', 'FailedToStartProxierHealthcheck'],
    FailedToStartServiceHealthcheck: [
      'W',
      'trouble',
      'Service',
      'services kubeProxyLog',
      'cloud-controller-manager/UnAvailableLoadBalancer',
      { path: 'pkg/proxy/healthcheck/service_health.go' },
    ],
    KubeProxyDefaultMode: [
      'W',
      'notice',
      'Node',
      'kubeProxyLog',
      'IPVSDeprecation',
      { path: 'cmd/kube-proxy/app/server_linux.go' },
    ],
    IPVSDeprecation: [
      'W',
      'notice',
      'Node',
      'kubeProxyLog',
      'KubeProxyDefaultMode',
      { path: 'cmd/kube-proxy/app/server_linux.go' },
    ],
  }
);
