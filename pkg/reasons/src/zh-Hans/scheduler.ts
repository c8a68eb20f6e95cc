import { texts } from '../text.ts';

export const scheduler = texts('default-scheduler', {
  Scheduled: ['调度器已为 Pod 选定节点。', '新建的 Pod'],
  FailedScheduling: [
    '没有合适的节点，Pod 保持 Pending；消息列出了各节点被排除的原因。',
    'CPU、内存或设备请求超过空闲量',
    '污点未被容忍，或没有节点满足选择器、亲和性或拓扑分布规则',
    '卷声明尚未绑定，或绑定在其他可用区',
  ],
  Preempted: ['调度器移除了此 Pod，为更高优先级的 Pod 让位。', '集群已满', 'PriorityClass 过高，或此 Pod 未设置'],
  BindingConditionsPending: ['已为 Pod 选定节点，但绑定前其设备仍在准备。', '通过互连挂接的设备需要一些时间'],
});
