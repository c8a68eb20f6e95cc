import { texts } from '../text.ts';

export const kubeApiserver = texts('kube-apiserver', {
  ClusterIPNotValid: [
    'Service 的集群 IP 不是可用地址，需要重建 Service。',
    '集群的 IP 协议族被更改',
    '对象恢复或编辑有误',
  ],
  ClusterIPOutOfRange: ['Service 的集群 IP 不在任何已配置的 Service 网段内。', '网段被更改或 ServiceCIDR 被删除'],
  ClusterIPNotAllocated: ['Service 的集群 IP 未登记为已使用，API 服务器会自行修复。', '恢复 etcd 或升级'],
  ClusterIPAlreadyAllocated: [
    '多个 Service 使用相同的集群 IP，需要重建其中一个。',
    '从备份恢复的 Service',
    'API 服务器配置的网段不一致',
  ],
  ServiceCIDRFull: ['集群 IP 网段已满，无法创建新的 Service。', 'Service 数量超过网段容量'],
  IPAddressNotAllocated: [
    'IPAddress 对象没有对应的 Service 使用，将被清理。',
    'Service 已删除而地址未清理',
    '有人编辑了 IPAddress',
  ],
  IPAddressWrongReference: ['IPAddress 对象引用的 Service 与实际使用者不符，将被清理。', '对象被编辑或恢复'],
  PortNotAllocated: ['Service 的节点端口未登记为已使用，API 服务器会自行修复。', '恢复 etcd 或升级'],
  PortAlreadyAllocated: ['多个 Service 使用相同的节点端口，需要重建其中一个。', '从备份恢复的 Service'],
  PortOutOfRange: ['Service 的节点端口不在 API 服务器允许的范围内。', 'API 服务器的端口范围被更改'],
  PortRangeFull: ['节点端口范围已用尽，无法再分配。', 'NodePort 或 LoadBalancer 类型的 Service 过多'],
  UnknownError: ['API 服务器无法检查或登记 Service 的地址或端口。', 'API 服务器或 etcd 的暂时性错误'],
  KubernetesDefaultServiceCIDRError: [
    '无法创建默认 ServiceCIDR、将其扩展为双栈或标记为就绪。',
    '已有冲突的 ServiceCIDR',
    '权限不足，或 API 服务器返回错误',
  ],
  KubernetesDefaultServiceCIDRInconsistent: [
    '默认 ServiceCIDR 与 API 服务器参数不一致。',
    '修改了 --service-cluster-ip-range，或各 API 服务器不一致',
  ],
  KubernetesServiceCIDRError: ['无法将 ServiceCIDR 标记为就绪。', 'API 服务器返回错误'],
  TLSConfigChanged: ['API 服务器（或同类服务器）加载了新的证书或客户端 CA。', '证书已更新'],
});
