import { texts } from '../text.ts';

export const controllers = texts('kube-controller-manager', {
  NoPods: ['中断预算未选中任何 Pod，或无法列出 Pod。', '选择器没有匹配项', '工作负载缩容为零'],
  CalculateExpectedPodCountFailed: [
    '无法计算中断预算覆盖的 Pod 数，因此不允许驱逐。',
    'Pod 所属控制器没有 scale 子资源',
    '使用百分比而 Pod 没有控制器',
  ],
  UnmanagedPods: ['中断预算选中了没有控制器管理的 Pod，并将其排除。', '手工创建的 Pod 匹配了选择器'],
  MultiplePodDisruptionBudgets: ['多个中断预算选中同一 Pod，将任选其一，且驱逐会被拒绝。', '选择器重叠'],
  NotDeleted: ['Pod 应被驱逐却仍然存在，中断预算重新将其计入。', '存在 finalizer，或驱逐之后被拒绝'],
  FailedToListPods: ['无法列出 Service 的 Pod，端点未更新。', '控制器缓存或 API 服务器错误'],
  FailedToListEndpointSlices: ['无法列出 Service 的 EndpointSlice。', '控制器缓存或 API 服务器错误'],
  FailedToUpdateEndpointSlices: [
    '无法写入 Service 的 EndpointSlice，流量可能发往已消失的 Pod。',
    '对象同时被修改',
    '命名空间正在删除，或配额、webhook 拒绝',
  ],
  TopologyAwareHintsEnabled: ['Service 的流量将尽可能保持在同一可用区内。', '启用了拓扑感知路由，或重新满足条件'],
  TopologyAwareHintsDisabled: [
    '虽已要求，但 Service 的流量未保持在同一可用区内。',
    '端点数相对可用区过少',
    '节点缺少可用区标签或未就绪',
  ],
  FailedToCreateEndpoint: ['无法创建 Service 的 Endpoints 对象。', '命名空间正在删除', '配额或 webhook 拒绝'],
  FailedToUpdateEndpoint: ['无法写入 Service 的 Endpoints 对象。', '对象同时被修改', 'API 服务器返回错误'],
  InvalidIPAddress: ['手工创建的 Endpoints 含有无效 IP 地址，已被忽略。', 'Endpoints 中填写了主机名或拼写错误'],
  TooManyAddressesToMirror: [
    '手工创建的 Endpoints 地址数超过可复制到 EndpointSlice 的上限，其余地址不会收到流量。',
    '单个 subset 超过 1,000 个地址',
  ],
  OwnerRefInvalidNamespace: [
    '对象引用的属主不在其命名空间内，可能被当作孤儿删除。',
    '跨命名空间的属主，不被允许',
    '恢复后 uid 或类型错误',
  ],
  FailedResourceClaimCreation: [
    '无法为 Pod 的设备创建 ResourceClaim。',
    'ResourceClaimTemplate 不存在',
    '同名的声明属于其他对象',
  ],
});
