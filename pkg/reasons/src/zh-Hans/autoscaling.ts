import { texts } from '../text.ts';

export const autoscaling = texts('kube-controller-manager', {
  SuccessfulRescale: [
    '自动扩缩器修改了副本数，消息中说明了新值和原因。',
    '指标高于或低于目标',
    '修改了 minReplicas 或 maxReplicas',
  ],
  FailedRescale: ['自动扩缩器无法设置新的副本数。', '缺少对目标 scale 的权限', '目标同时被修改或拒绝'],
  FailedGetScale: ['自动扩缩器无法读取目标的 scale。', 'scaleTargetRef 指向不存在的对象', '该类型没有 scale 子资源'],
  FailedComputeMetricsReplicas: [
    '无法获得任何指标，因此不能计算副本数。',
    'metrics-server 或适配器无响应',
    'Pod 没有设置相应资源的请求',
  ],
  FailedGetResourceMetric: [
    '无法获取 Pod 的 CPU 或内存用量。',
    'metrics-server 未安装或无响应',
    'Pod 没有设置相应资源的请求',
    'Pod 刚刚启动',
  ],
  FailedGetContainerResourceMetric: [
    '无法获取指定容器的 CPU 或内存用量。',
    '没有该名称的容器',
    'metrics-server 无响应',
  ],
  FailedGetPodsMetric: ['无法获取 Pod 的自定义指标。', '未安装自定义指标适配器', '适配器不识别该指标'],
  FailedGetObjectMetric: ['无法获取指定对象的自定义指标。', '未安装自定义指标适配器', '对象或指标不存在'],
  FailedGetExternalMetric: ['无法获取外部指标。', '未安装外部指标适配器', '查询没有结果'],
  InvalidMetricSourceType: ['自动扩缩器包含控制器不识别的指标类型。', '拼写错误，或 API 服务器版本高于控制器管理器'],
  SelectorRequired: ['自动扩缩器的目标没有给出 Pod 选择器。', '自定义资源的 scale 未填写 status.selector'],
  InvalidSelector: ['无法解析自动扩缩器目标的选择器。', '自定义资源报告了格式错误的选择器'],
  AmbiguousSelector: ['Pod 被多个自动扩缩器选中，因此都不会执行。', '一个工作负载有两个自动扩缩器，或选择器重叠'],
  FailedUpdateStatus: ['无法写入自动扩缩器的状态。', '对象同时被修改', 'API 服务器返回错误'],
});
