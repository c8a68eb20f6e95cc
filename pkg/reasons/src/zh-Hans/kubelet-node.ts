import { texts } from '../text.ts';

export const kubeletNode = texts('kubelet', {
  Starting: ['kubelet 已在节点上启动。', '节点启动', 'kubelet 被重启、升级，或之前崩溃'],
  KubeletSetupFailed: ['kubelet 无法启动某个内部模块而退出。', '容器运行时或 cgroup 不可用', 'kubelet 的目录不可写'],
  NodeReady: ['节点已就绪，可以运行 Pod。', '节点加入集群或已恢复'],
  NodeNotReady: ['kubelet 报告自身节点未就绪。', '容器运行时无响应', '网络插件未就绪', '节点正在关机'],
  NodeSchedulable: ['节点重新允许调度新的 Pod。', '有人执行了 kubectl uncordon，或维护结束'],
  NodeNotSchedulable: [
    '节点被隔离：不再调度新的 Pod。',
    '有人执行了 kubectl cordon 或 drain',
    '自动扩缩器或升级流程即将移除节点',
  ],
  Rebooted: ['节点的 boot ID 已改变：机器重启过。', '计划内的重启或升级', '内核崩溃、断电或云厂商维护'],
  Shutdown: ['kubelet 检测到机器正在关机，或关机被取消。', '机器关闭或重启', '竞价实例被回收'],
  NodeHasInsufficientMemory: [
    '节点内存不足（MemoryPressure），Pod 可能被驱逐。',
    'Pod 的用量超过请求值',
    'Kubernetes 之外的进程占用内存',
  ],
  NodeHasSufficientMemory: ['节点内存充足。', 'kubelet 启动，或内存压力已解除'],
  NodeHasInsufficientPID: [
    '节点进程号不足（PIDPressure），Pod 可能被驱逐。',
    '某个 Pod 不断创建进程或线程',
    '未限制每个 Pod 的进程数',
  ],
  NodeHasSufficientPID: ['节点进程号充足。', 'kubelet 启动，或不足已解除'],
  NodeHasDiskPressure: [
    '节点磁盘空间或 inode 不足（DiskPressure），将清理镜像，Pod 可能被驱逐。',
    '日志、镜像或 emptyDir 卷占满磁盘',
    '磁盘相对镜像过小',
  ],
  NodeHasNoDiskPressure: ['节点磁盘空间充足。', 'kubelet 启动，或磁盘压力已解除'],
  EvictionThresholdMet: [
    '节点某项资源低于驱逐阈值，kubelet 正在尝试回收。',
    '内存、磁盘空间或进程号不足，消息中说明是哪一项',
  ],
  SystemOOM: ['机器内存耗尽，内核杀死了进程。', 'Pod 之外的进程用量超过系统预留', 'Pod 未设置内存限制'],
  NodeAllocatableEnforced: ['为系统预留空间的限制已设置到节点 cgroup。', 'kubelet 启动'],
  FailedNodeAllocatableEnforcement: [
    '无法在节点 cgroup 上设置系统预留限制。',
    '配置中的 cgroup 不存在',
    '预留大小与当前用量冲突',
  ],
  CheckLimitsForResolvConf: [
    '节点的 resolv.conf 超出 Pod 可用的限制。',
    '名称服务器超过三个',
    '搜索域过多或过长',
    '文件无法读取',
  ],
  PossibleMemoryBackedVolumesOnDisk: [
    '本应位于内存的卷在此节点上可能被写入交换分区。',
    '已启用交换分区，而内核不支持 tmpfs 的 noswap',
  ],
  CgroupV1: [
    '节点使用 cgroup v1，其支持将被移除；kubelet 每次启动都会报告，目前没有故障。',
    '操作系统较旧，或以 cgroup v1 启动',
  ],
});
