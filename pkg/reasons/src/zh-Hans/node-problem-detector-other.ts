import { texts } from '../text.ts';

export const nodeProblemDetectorOther = texts('node-problem-detector', {
  CCPPCrash: ['节点上的原生程序崩溃。', '程序缺陷'],
  UncaughtException: ['节点上的程序因未处理的异常而结束。', '程序缺陷'],
  XorgCrash: ['节点的图形服务器崩溃。', '服务器或驱动缺陷'],
  VMcore: ['节点内核崩溃并保存了转储。', '内核模块或驱动缺陷', '硬件故障'],
  ContainerCreationFailed: ['Windows 节点上的 containerd 无法创建容器。', '镜像层损坏', '磁盘空间不足'],
  CorruptContainerImageLayer: ['Windows 节点上的 containerd 发现损坏的镜像层。', '拉取镜像时断电'],
  HCSEmptyLayerchain: ['Windows 节点上的镜像丢失了层。', '镜像存储损坏'],
  WindowsDefenderThreatsDetected: ['Windows Defender 在节点上发现恶意软件。', '镜像或文件被感染'],
  KubeProxyUnhealthy: ['kube-proxy 未响应健康检查，节点上的 Service 可能不可用。', '崩溃或卡住', '节点过载'],
  KubeProxyIsHealthy: ['kube-proxy 重新响应健康检查。', '已被重启，或过载结束'],
});
