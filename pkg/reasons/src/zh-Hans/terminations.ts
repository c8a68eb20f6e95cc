import { texts } from '../text.ts';

export const terminations = texts('loki-event-collector', {
  OOMKilled: [
    '容器使用的内存超过其限制，或超过节点的可用内存，因此被内核终止。',
    '内存限制相对于负载过低',
    '内存泄漏：每次运行大致相同的时间后终止',
    '运行时的堆大小未按限制设置（JVM、Node.js、Go）',
    '未设置内存限制：节点本身内存不足',
  ],
  Error: [
    '容器以非 0 的退出码结束，退出码说明结束的方式。',
    '退出码 1 或 2：应用程序出错，原因见最后几行日志',
    '退出码 126 或 127：命令不可执行或不在镜像中',
    '退出码 134 或 139：进程异常中止或访问了无效内存',
    '退出码 137 或 143：外部发送了 SIGKILL 或 SIGTERM，例如探针失败、驱逐或删除',
  ],
  StartError: [
    '容器运行时已创建容器，但无法启动其进程。',
    '镜像中没有该命令，或命令没有执行权限',
    '挂载的文件或工作目录不存在',
    '内存限制过低，无法启动',
  ],
  Completed: ['容器以退出码 0 结束。', 'Job 或 Init 容器已完成', '本应一直运行的进程自行结束'],
  ContainerCannotRun: [
    'Docker 无法启动容器的进程。',
    '镜像中没有该命令，或命令没有执行权限',
    'Docker 拒绝了挂载或设备',
  ],
  ContainerStatusUnknown: [
    'kubelet 查看时或 Pod 结束时容器已不存在，退出码未知，以 137 代替。',
    'Pod 在容器创建之前被驱逐、删除或超过期限：并没有容器被终止',
    '节点重启，或容器在 kubelet 之外被移除',
  ],
  EvictionByEvictionAPI: [
    'Pod 在其中断预算之内通过 API 被驱逐。',
    '执行了 kubectl drain，例如节点维护或升级之前',
    '集群自动扩缩器移除节点，或 descheduler 迁移 Pod',
  ],
  DeletionByPodGC: [
    '节点已不存在，因此 Pod 垃圾回收器删除了 Pod。',
    'Pod 仍在节点上时，节点从集群中移除',
    '竞价实例被回收',
    '节点停止服务，并带有相应的污点',
  ],
  TerminationByKubelet: ['节点关机，因此 kubelet 终止了 Pod。', '节点重启或关机，且启用了节点体面关闭'],
});
