import { texts } from '../text.ts';

export const kubeletImages = texts('kubelet', {
  Pulling: ['kubelet 开始拉取镜像。', '节点上没有该镜像，或 imagePullPolicy 为 Always'],
  Pulled: ['镜像已在节点上：刚拉取完成（含耗时），或本来就有。', '即将创建容器'],
  'Failed:pull': [
    '无法拉取镜像（ErrImagePull）。',
    '镜像名或标签拼写错误，或标签已被删除',
    '仓库需要的凭据缺失或错误',
    '节点无法访问仓库：DNS、代理或证书问题',
    '仓库限制拉取频率',
  ],
  'BackOff:image': [
    '多次拉取镜像失败，kubelet 每次重试前等待更久（ImagePullBackOff）。',
    '镜像名或标签拼写错误，或标签已被删除',
    '仓库凭据缺失或错误',
    '节点无法访问仓库',
  ],
  InspectFailed: ['kubelet 无法在节点上查询镜像。', '镜像名格式不正确', '容器运行时无响应'],
  ErrImageNeverPull: [
    '节点上没有该镜像，而 imagePullPolicy 为 Never 禁止拉取。',
    '镜像没有预先加载到此节点',
    '误将 imagePullPolicy 设为 Never',
  ],
  FailedToRetrieveImagePullSecret: [
    'Pod 指定的镜像拉取 Secret 不存在，将在没有它的情况下尝试拉取。',
    '未在此命名空间创建该 Secret',
    'Pod 或服务账号中的名称有误',
  ],
  ImageGCFailed: ['清理节点上未使用的镜像失败。', '容器运行时无响应或刚刚启动', '磁盘被镜像以外的内容占满'],
  FreeDiskSpaceFailed: [
    '清理未使用的镜像后释放的磁盘空间不够。',
    '几乎所有镜像都在使用中',
    '日志、emptyDir 卷或其他文件占满磁盘',
  ],
  InvalidDiskCapacity: [
    'kubelet 得到的镜像文件系统容量为零，无法清理镜像。',
    '容器运行时启动时常出现一次',
    '运行时的统计信息不可用',
  ],
  InvalidImageID: ['发现没有有效 ID 的镜像，清理时跳过。', '容器运行时的镜像存储损坏'],
  ContainerGCFailed: ['清理节点上已终止的容器失败。', '容器运行时无响应', '容器的挂载点被占用，无法删除'],
});
