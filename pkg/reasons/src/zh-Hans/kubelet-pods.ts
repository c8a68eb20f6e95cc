import { texts } from '../text.ts';

export const kubeletPods = texts('kubelet', {
  FailedCreatePodSandBox: [
    '无法建立 Pod 的沙箱及其网络，因此容器都无法启动。',
    '网络插件故障、未安装或没有可用地址',
    '容器运行时故障，或无法拉取 pause 镜像',
    '内存限制仅有几 MiB，连运行时也无法启动（OOM-killed）',
    '未知的 RuntimeClass',
  ],
  FailedPodSandBoxStatus: ['kubelet 无法读取刚创建的沙箱的状态。', '容器运行时无响应', '沙箱已被删除'],
  SandboxChanged: ['Pod 的沙箱丢失或改变，其容器将被停止并重新启动。', '节点或容器运行时重启', '沙箱退出或失去网络'],
  NetworkNotReady: ['节点网络未就绪，Pod 未启动。', '节点上未安装网络插件或插件尚未启动', '缺少其配置文件'],
  FailedCreatePodContainer: [
    '无法在节点上创建 Pod 的 cgroup。',
    'kubelet 与容器运行时的 cgroup 驱动不一致',
    '节点的 cgroup 层级损坏或已满',
  ],
  'Failed:dataDirectories': ['kubelet 无法在节点磁盘上创建 Pod 的目录。', '磁盘已满或只读', 'kubelet 目录权限错误'],
  FailedKillPod: ['kubelet 未能停止 Pod 的容器或沙箱。', '容器运行时无响应', '网络插件释放 Pod 网络失败'],
  FailedValidation: ['kubelet 忽略此 Pod，因为同一来源已有同名 Pod。', '静态 Pod 目录中两个清单使用相同名称'],
  DeadlineExceeded: ['Pod 运行时间超过 activeDeadlineSeconds，被停止。', '任务耗时超出预期或卡住', '期限设置过短'],
  Evicted: [
    '节点内存、磁盘或进程号不足，或 Pod 超出自身存储限制，kubelet 将该 Pod 驱逐。',
    '有 Pod 的内存用量超过其请求值，但不一定是被驱逐的 Pod',
    '日志、镜像或 emptyDir 卷占满磁盘',
    'Pod 写入量超过 ephemeral-storage 限制或 emptyDir 大小',
  ],
  FailedPrepareDynamicResources: [
    '无法在节点上准备 Pod 申请的设备。',
    '节点上没有运行相应的 DRA 驱动',
    '驱动报告设备错误',
  ],
  FailedNodeDeclaredFeaturesCheck: ['更新后的 Pod 需要此节点未声明的功能。', '节点的 kubelet 版本较旧，或该功能已关闭'],
  HostIPsIPFamilyMismatch: ['节点地址与 Pod 地址的 IP 协议族不一致。', '双栈集群中的节点只有一种协议族的地址'],
  DNSConfigForming: [
    'Pod 的 DNS 设置超出限制，部分名称服务器或搜索域被省略。',
    '节点配置了三个以上的名称服务器',
    '搜索域过多或过长',
  ],
  MissingClusterDNS: [
    'kubelet 没有集群 DNS 地址，Pod 使用节点的 DNS，无法解析 Service。',
    'kubelet 配置中缺少 clusterDNS',
  ],
  CertificateOverdueForRefresh: ['kubelet 为 Pod 维护的证书已过应续期的时间。', '签发者无响应', '证书请求被拒绝或失败'],
  CertificateExpired: ['kubelet 为 Pod 维护的证书已过期。', '长时间续期失败'],
  Denied: ['签发者拒绝了 Pod 申请的证书。', '签发者策略不允许此 Pod 或服务账号'],
  'Failed:certificate': ['签发者未能签发 Pod 申请的证书。', '签发者出错，消息中有说明', '签发者不支持该请求'],
});
