import { texts } from '../text.ts';

export const externalHealthMonitor = texts('external-health-monitor', {
  NodeFailed: ['使用该卷的节点发生故障。', '机器关闭或断网'],
  NodeRecovered: ['使用该卷的节点已恢复。', '机器恢复'],
  VolumeConditionAbnormal: ['CSI 驱动报告卷状态异常，消息中有说明。', '存储系统中的卷已不存在', '存储系统出错'],
  VolumeConditionNormal: ['卷已恢复正常。', '之前报告的问题已修复'],
});
