import { texts } from '../text.ts';

export const clusterAutoscaler = texts('cluster-autoscaler', {
  TriggeredScaleUp: ['正在增加节点以便调度该 Pod。', '现有节点放不下该 Pod'],
  NotTriggerScaleUp: [
    '不会为该 Pod 增加节点，因为新节点也无法满足或不被允许。',
    '所有节点组已达上限或处于退避',
    'Pod 的选择器、亲和性、可用区或大小不匹配任何节点组',
  ],
  ScaledUpGroup: ['已要求节点组扩容。', '存在无法调度的 Pod'],
  FailedToScaleUpGroup: ['无法要求节点组扩容。', '云平台拒绝：权限、配额或容量不足'],
  ScaleUpFailed: ['云平台无法为节点组创建节点。', '可用区内该实例类型容量不足', '配额用尽'],
  ScaleUpTimedOut: ['新节点未能及时加入集群。', '机器已启动，但 kubelet 无法访问 API 服务器', '云平台缓慢'],
  FailedToRevertScaleUp: ['扩容失败后无法恢复节点组大小。', '云 API 返回错误'],
  MaxNodesTotalReached: ['集群节点数已达自动扩缩器上限。', '达到 --max-nodes-total'],
  ClusterUnhealthy: ['未就绪的节点过多或没有节点，自动扩缩器停止操作。', '大量节点同时丢失', '网络故障'],
  ScaleDown: ['节点利用率低，正在排空并移除，或因此删除 Pod。', '节点上的 Pod 可放到其他节点'],
  ScaleDownEmpty: ['移除空节点。', '节点上只有 DaemonSet 的 Pod'],
  ScaleDownFailed: ['无法移除节点，或无法驱逐其上的 Pod。', '中断预算不允许驱逐', '云平台拒绝删除机器'],
  DeleteUnregistered: ['已移除始终未加入集群的机器。', '其 kubelet 无法访问 API 服务器'],
  DeleteUnregisteredFailed: ['无法移除始终未加入集群的机器，将继续产生费用。', '云 API 返回错误'],
  ClusterAutoscalerCleanup: [
    '自动扩缩器清除节点上自己添加的污点，通常发生在重启之后。',
    '取消移除节点',
    '自动扩缩器重启',
  ],
  PriorityConfigMapInvalid: ['无法解析优先级扩展器的配置。', 'ConfigMap 中存在拼写错误'],
  PriorityConfigMapNotMatchedGroup: ['某节点组未被优先级扩展器配置覆盖，被排除。', '新节点组的名称不匹配任何模式'],
  PriorityConfigMapNoGroupMatched: ['可选节点组均未被优先级扩展器配置覆盖。', '模式不匹配任何现有节点组'],
});
