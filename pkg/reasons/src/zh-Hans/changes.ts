import { texts } from '../text.ts';

const RELEASES = [
  '发布：由 helm、Argo CD、Flux 或 kubectl 设置了新的镜像或配置',
  '有人手动修改了资源、探针或环境变量',
] as const;
const RESTART = '执行了 kubectl rollout restart，仅设置一个注解';
const REVERTED = '与集群同步的代码仓库中撤销了变更';
const UNDO = '发布失败后执行了 kubectl rollout undo 或 helm rollback';

export const changes = texts('loki-event-collector', {
  NewRevision: ['Deployment 的 Pod 模板已变更，因此其 Pod 会被替换；消息中说明了差异。', ...RELEASES, RESTART],
  RolledBack: ['Deployment 回到了较早修订版本的 Pod 模板；消息中说明了是哪一个。', UNDO, REVERTED],
  'NewRevision:statefulset': [
    'StatefulSet 的 Pod 模板已变更；其 Pod 从最大序号开始逐个替换，使用 OnDelete 时仅在 Pod 被删除后才替换。',
    ...RELEASES,
    RESTART,
  ],
  'RolledBack:statefulset': [
    'StatefulSet 回到了较早修订版本的 Pod 模板；从未就绪的 Pod 可能需要手动删除。',
    UNDO,
    REVERTED,
  ],
  'NewRevision:daemonset': [
    'DaemonSet 的 Pod 模板已变更；其 Pod 逐个节点替换，使用 OnDelete 时仅在 Pod 被删除后才替换。',
    ...RELEASES,
    RESTART,
  ],
  'RolledBack:daemonset': ['DaemonSet 回到了较早修订版本的 Pod 模板；消息中说明了是哪一个。', UNDO, REVERTED],
  'NewRevision:rollout': [
    'Rollout 的 Pod 模板已变更；其 Pod 按照策略（金丝雀或蓝绿）的步骤替换。',
    ...RELEASES,
    '执行了 kubectl argo rollouts set image',
  ],
  'RolledBack:rollout': [
    'Rollout 回到了较早修订版本的 Pod 模板；消息中说明了是哪一个。',
    '分析失败或发布中止后执行了 kubectl argo rollouts undo',
    REVERTED,
  ],
  ConfigurationChanged: [
    '工作负载读取的 ConfigMap 中有键发生了变更；以卷挂载的文件约一分钟内更新，环境变量和 subPath 挂载要等 Pod 重启后才更新。',
    '发布：由 helm、Argo CD、Flux 或 kubectl 设置了新的配置',
    '有人手动编辑了 ConfigMap',
    '某个控制器把状态保存在 Pod 挂载的 ConfigMap 中',
  ],
});
