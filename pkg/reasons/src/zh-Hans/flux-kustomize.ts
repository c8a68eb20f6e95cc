import { texts } from '../text.ts';

export const fluxKustomize = texts('kustomize-controller', {
  ReconciliationSucceeded: ['来源中的清单已应用。', 'Git 中有新版本，或到达常规间隔'],
  ReconciliationFailed: ['无法应用清单，消息中引用了错误。', '集群拒绝某个对象', '服务账号权限不足', 'CRD 尚不存在'],
  Progressing: ['应用清单过程中更改了集群内容，消息中列出了对象。', 'Git 中有新版本，或有人手工修改了对象'],
  ProgressingWithRetry: ['失败后正在重新应用清单。', '上一次尝试失败'],
  BuildFailed: ['无法构建清单。', 'kustomization.yaml 或补丁有误', '缺少变量或解密所需的 Secret'],
  ArtifactFailed: ['无法获取来源内容。', '来源未就绪', '无法访问 source-controller'],
  DependencyNotReady: ['Kustomization 正在等待其依赖项。', '依赖项失败或仍在进行'],
  HealthCheckFailed: ['已应用的内容未能及时变为健康。', 'Pod 无法启动或就绪', '超时过短'],
  HealthCheckCanceled: ['由于有更新的版本到来，健康等待被中断。', 'Git 中有新版本'],
  PruneFailed: ['无法删除来源中已不存在的对象。', '权限不足，或 webhook 拒绝'],
  InvalidCELExpression: ['Kustomization 的 CEL 表达式（就绪或依赖）无效。', '拼写错误'],
});
