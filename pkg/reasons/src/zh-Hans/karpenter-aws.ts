import { texts } from '../text.ts';

export const karpenterAws = texts('karpenter', {
  SpotInterrupted: ['云平台将在两分钟内收回竞价实例。', '云平台需要该容量'],
  SpotRebalanceRecommendation: ['竞价实例可能很快被收回。', '该实例类型容量趋紧'],
  CapacityReservationInstanceInterrupted: ['云平台收回容量预留中的实例。', '预留结束或被收回'],
  InstanceStopping: ['节点的机器正在停止。', '有人或云平台在 Karpenter 之外停止了它'],
  InstanceTerminating: ['节点的机器正在删除。', '有人或云平台在 Karpenter 之外删除了它'],
  InstanceUnhealthy: ['云平台计划维护节点的机器，或发现其不健康。', '硬件维护'],
  TerminatingOnInterruption: ['由于机器即将消失，正在排空节点。', '云平台通知了中断'],
  WaitingOnNodeClaimTermination: ['仍有节点使用该 NodeClass，暂不删除。', '有人删除了 NodeClass'],
  ZonalShiftActive: ['云平台正在将负载移出某可用区，因此不在其中创建节点。', '云平台或有人认定该可用区受损'],
  ZonalShiftCleared: ['重新允许在该可用区创建节点。', '负载转移已结束'],
});
