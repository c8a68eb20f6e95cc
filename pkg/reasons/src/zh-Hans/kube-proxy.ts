import { texts } from '../text.ts';

export const kubeProxy = texts('kube-proxy', {
  Starting: ['kube-proxy 已在节点上启动。', '节点启动，或 kube-proxy 更新'],
  FailedToStartProxierHealthcheck: ['kube-proxy 无法打开健康检查端口。', '端口被其他进程占用'],
  FailedToStartMetricServer: ['kube-proxy 无法打开指标端口。', '端口被其他进程占用'],
  FailedToStartServiceHealthcheck: [
    'kube-proxy 无法打开 Service 的健康检查端口，负载均衡器会排除该节点。',
    '端口被其他进程占用',
  ],
  KubeProxyDefaultMode: ['kube-proxy 未设置模式，而默认值将会改变。', 'kube-proxy 配置中没有 mode'],
  IPVSDeprecation: ['kube-proxy 以 IPVS 模式运行，该模式已弃用，应改用 nftables。', 'kube-proxy 配置为 mode: ipvs'],
});
