import { texts } from '../text.ts';

export const changes = texts('loki-event-collector', {
  NewRevision: [
    '工作负载的 Pod 模板已变更，因此其 Pod 会被替换；消息中说明了差异。',
    '发布：由 helm、Argo CD、Flux 或 kubectl 设置了新的镜像或配置',
    '有人手动修改了资源、探针或环境变量',
    '执行了 kubectl rollout restart，仅设置一个注解',
  ],
  RolledBack: [
    '工作负载回到了较早修订版本的 Pod 模板；消息中说明了是哪一个。',
    '发布失败后执行了 kubectl rollout undo 或 helm rollback',
    '与集群同步的代码仓库中撤销了变更',
  ],
});
