import { texts } from '../text.ts';

export const argoWorkflows = texts('argo-workflows', {
  WorkflowRunning: ['工作流已开始。', '被提交或到达计划时间'],
  WorkflowSucceeded: ['工作流已完成。', '所有步骤成功'],
  WorkflowFailed: ['工作流失败。', '某个步骤失败', '定义无效', '无法创建 Pod'],
  WorkflowTimedOut: ['工作流超过期限。', '某个步骤卡住', 'Pod 等待调度时间过长'],
  WorkflowNodeRunning: ['工作流的一个步骤已开始。', '轮到该步骤'],
  WorkflowNodeSucceeded: ['工作流的一个步骤成功。', '容器以 0 退出'],
  WorkflowNodeFailed: ['工作流的一个步骤失败。', '容器报错退出', '内存或时间耗尽'],
  WorkflowNodeError: ['工作流的一个步骤遇到容器之外的错误。', '无法获取或保存制品', 'Pod 被删除或节点丢失'],
  ArtifactGCFailed: ['无法删除工作流的制品。', '缺少存储权限'],
  PodLevelResourcesDropped: ['集群不支持工作流请求的 Pod 级资源，已被省略。', 'Kubernetes 版本过旧，或该功能关闭'],
  ResourceClaimsDropped: ['集群不支持工作流请求的资源声明，已被省略。', 'Kubernetes 版本过旧，或该功能关闭'],
  WorkflowEventBindingError: ['外部事件无法转换为工作流。', '绑定的选择器或参数有误'],
  Malformed: ['无法解析定时工作流的定义。', '拼写错误或未知字段'],
});
