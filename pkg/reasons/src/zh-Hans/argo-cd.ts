import { texts } from '../text.ts';

export const argoCd = texts('argo-cd', {
  OperationStarted: ['应用的同步或其他操作已开始，消息中说明了发起者。', '有人点击了同步', 'Git 变更后应用自动同步'],
  OperationCompleted: ['应用的同步或其他操作已结束；若为 Warning 则未成功。', '清单被集群拒绝', '钩子或同步波次失败'],
  StatusRefreshed: ['无法将应用与 Git 比较。', '仓库不可达或路径错误', '模板无法渲染'],
  ResourceUpdated: ['应用的同步或健康状态改变，或定义被编辑。', '集群与 Git 不一致', '工作负载变为不健康或恢复'],
  ResourceCreated: ['有人通过 Argo CD 创建了应用或项目。', '界面、命令行或 API'],
  ResourceDeleted: ['有人通过 Argo CD 删除了应用、项目或其资源。', '界面、命令行或 API'],
  ResourceActionRan: ['有人通过 Argo CD 对资源执行了操作，例如重启。', '界面、命令行或 API'],
  Deleted: ['ApplicationSet 删除了生成器不再产生的应用。', '集群、目录或分支已不存在'],
  Updated: ['ApplicationSet 在删除应用前修改了其 finalizer。', '应用所在集群已不存在'],
  created: ['ApplicationSet 创建了一个应用。', '生成器产生了新的结果'],
  updated: ['ApplicationSet 更新了一个应用。', '模板或生成器产生了不同结果'],
});
