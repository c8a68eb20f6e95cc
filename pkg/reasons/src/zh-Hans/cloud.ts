import { texts } from '../text.ts';

export const cloud = texts('cloud-controller-manager', {
  EnsuringLoadBalancer: ['正在为 Service 创建或更新云负载均衡器。', '新建或修改的 Service'],
  EnsuredLoadBalancer: ['Service 的云负载均衡器已就绪。', '新建或修改的 Service'],
  SyncLoadBalancerFailed: [
    '无法创建或移除 Service 的云负载均衡器，将会重试。',
    '云平台权限不足或配额用尽',
    '注解、子网或地址有误',
  ],
  DeletingLoadBalancer: ['正在移除 Service 的云负载均衡器。', 'Service 被删除或不再是 LoadBalancer 类型'],
  DeletedLoadBalancer: ['Service 的云负载均衡器已移除。', 'Service 被删除或不再是 LoadBalancer 类型'],
  DeleteLoadBalancerFailed: [
    '无法移除 Service 的云负载均衡器，可能继续产生费用。',
    '云平台权限不足',
    '被其他云资源使用',
  ],
  UpdatedLoadBalancer: ['已将当前节点更新到负载均衡器。', '增加或移除了节点'],
  UpdateLoadBalancerFailed: ['无法将当前节点更新到负载均衡器，流量可能发往已消失的节点。', '云 API 拒绝或限流'],
  UnAvailableLoadBalancer: ['没有节点可以接收负载均衡器的流量。', '所有节点未就绪或被排除在负载均衡之外'],
  Synced: ['已将云端信息（地址、可用区、实例类型）写入节点。', '新节点'],
  DeletingNode: ['云端机器已不存在，正在删除节点。', '机器被删除、缩容或回收'],
  DeletingNodeFailed: ['机器已不存在的节点无法删除。', '权限不足，或 API 服务器返回错误'],
  FailedToCreateRoute: ['无法在云端创建到该节点 Pod 的路由。', '路由表达到上限', '云平台权限不足'],
});
