import { texts } from '../text.ts';

export const nodeLifecycle = texts('kube-controller-manager', {
  RegisteredNode: ['节点控制器已登记该节点。', '新节点，或控制器管理器重启'],
  RemovingNode: ['节点对象已被删除。', '有人或自动扩缩器移除了节点', '云端机器已不存在'],
  'NodeNotReady:node': [
    '节点控制器将节点标记为未就绪，通常是 kubelet 一段时间未上报。',
    '机器关闭、卡死或断网',
    'kubelet 或容器运行时停止',
  ],
  'NodeNotReady:pod': ['Pod 所在节点未就绪，Pod 被移出 Service。', '机器关闭、卡死或断网', 'kubelet 停止'],
  DeletingAllPods: ['正在删除失联节点上的 Pod。', '节点没有恢复'],
  NodeControllerEviction: ['节点无响应，Pod 被删除。', '机器关闭或断网'],
  TaintManagerEviction: [
    'Pod 不容忍节点的 NoExecute 污点，将被删除，或删除已取消。',
    '节点未就绪或不可达超过 5 分钟',
    '有人添加了该污点',
  ],
  DeviceTaintManagerEviction: ['Pod 使用的设备带有其不容忍的污点，将被删除，或删除已取消。', '设备故障或维护中'],
  CIDRNotAvailable: ['没有可分配给节点的 Pod 地址段。', '集群 Pod CIDR 相对节点数过小'],
  CIDRAssignmentFailed: ['无法将 Pod 地址段写入节点。', 'API 服务器返回错误'],
});
