import { texts } from '../text.ts';

export const kubeletAdmission = texts('kubelet', {
  OutOfcpu: [
    '节点空闲 CPU 少于请求量，kubelet 拒绝了该 Pod。',
    '多个调度器或手工绑定的 Pod 占用了同一空间',
    '节点重启后 Pod 同时恢复',
  ],
  OutOfmemory: [
    '节点空闲内存少于请求量，kubelet 拒绝了该 Pod。',
    '多个调度器或手工绑定的 Pod 占用了同一空间',
    '节点重启后 Pod 同时恢复',
  ],
  'OutOfephemeral-storage': [
    '节点空闲本地存储少于请求量，kubelet 拒绝了该 Pod。',
    '多个调度器或手工绑定的 Pod 占用了同一空间',
  ],
  OutOfpods: ['节点运行的 Pod 已达上限，kubelet 拒绝了该 Pod。', '达到节点的 maxPods', 'Pod 由手工或第二个调度器绑定'],
  UnexpectedAdmissionError: [
    'kubelet 因无法细分的错误拒绝了该 Pod，多与设备有关。',
    'Pod 请求的设备丢失或不健康',
    '节点重启后设备插件未重新注册',
  ],
  TopologyAffinityError: [
    'Pod 的 CPU、内存和设备无法按节点拓扑策略从 NUMA 节点分配。',
    'NUMA 节点已被部分占用',
    '在 single-numa-node 策略下请求超过单个 NUMA 节点',
  ],
  SMTAlignmentError: [
    '无法按节点策略以完整物理核分配 Pod 的独占 CPU。',
    'CPU 数不是每核线程数的整数倍',
    '空闲的完整物理核不足',
  ],
  EmptyPodSharedPoolError: ['使用 Pod 级资源时，独占容器没有给其他容器留下 CPU。', 'Pod 总量等于独占容器的请求之和'],
  InvalidNodeInfo: ['kubelet 无法读取自身节点对象，拒绝了该 Pod。', 'kubelet 启动时无法访问 API 服务器'],
  PodOSSelectorNodeLabelDoesNotMatch: ['Pod 选择的操作系统与此节点不符。', 'Pod 绕过调度器绑定到该节点'],
  PodOSNotSupported: ['Pod 的 spec.os 与节点操作系统不同。', 'Windows Pod 被放到 Linux 节点，或反之'],
  SupplementalGroupsPolicyNotSupported: [
    'Pod 要求的 supplementalGroupsPolicy 不被节点的容器运行时支持。',
    '容器运行时版本过旧',
  ],
  UnexpectedPredicateFailureType: ['kubelet 因未预料的失败类型拒绝了该 Pod。', 'kubelet 与集群版本相差过大'],
  UnknownReason: ['kubelet 拒绝了该 Pod，而失败的检查没有给出原因。', 'kubelet 日志中有更多信息'],
  AppArmor: ['此节点无法应用 Pod 的 AppArmor 配置。', '节点内核未启用 AppArmor', '未在节点上加载该配置'],
  PodLevelResourcesNotSupported: [
    'Pod 设置了 Pod 级资源，而此 kubelet 不支持。',
    '该功能关闭或 kubelet 版本过旧',
    '节点运行 Windows',
  ],
  PodFeatureUnsupported: [
    'Pod 需要此节点未提供的功能。',
    '节点 kubelet 版本早于控制平面',
    '此节点关闭了相应的特性门控',
  ],
  SysctlForbidden: [
    'Pod 设置了节点不允许的内核参数（sysctl）。',
    '不安全的 sysctl 未列入 kubelet 的 allowedUnsafeSysctls',
    '使用 hostNetwork 或 hostIPC 时设置了相应命名空间的 sysctl',
  ],
  NodeShutdown: ['节点正在关机，Pod 被拒绝。', '机器正在关闭或重启'],
});
