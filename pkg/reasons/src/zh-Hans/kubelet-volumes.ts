import { texts } from '../text.ts';

export const kubeletVolumes = texts('kubelet', {
  SuccessfulMountVolume: ['卷已为 Pod 挂载（块设备则为映射）。', 'Pod 即将启动'],
  FailedMount: [
    '卷无法挂载，Pod 处于等待状态。',
    '引用的 ConfigMap、Secret 或 PVC 不存在',
    '存储服务器不可达或拒绝访问',
    '节点上没有运行 CSI 驱动',
    '卷仍挂接在其他节点上',
  ],
  FailedMapVolume: ['无法将裸块设备卷提供给 Pod。', '设备未出现在节点上', 'CSI 驱动故障或不支持块设备卷'],
  FailedMountOnFilesystemMismatch: ['卷上的文件系统与 PersistentVolume 指定的不同。', '格式化之后又修改了 fsType'],
  AlreadyMountedVolume: [
    '本地卷已按不同的 fsGroup 挂载给其他 Pod，共享可能失败。',
    '两个 fsGroup 不同的 Pod 使用同一个本地卷',
  ],
  VolumePermissionChangeInProgress: [
    '更改卷中所有文件的属主耗时较长，Pod 正在等待。',
    '卷中文件很多且设置了 fsGroup',
    'fsGroupChangePolicy 不是 OnRootMismatch',
  ],
  VolumeResizeFailed: ['扩容卷失败。', '存储系统拒绝：配额、上限或短时间内更改过多', '驱动不支持在线扩容'],
  VolumeResizeSuccessful: ['卷已扩容。', 'PVC 申请了更多空间'],
  FileSystemResizeFailed: ['卷已扩容，但其上的文件系统未能随之扩展。', '文件系统存在错误', '节点工具不支持该文件系统'],
  FileSystemResizeSuccessful: ['卷上的文件系统已扩展到新大小。', 'PVC 申请了更多空间'],
  VolumeAttachmentLimitExceeded: [
    '节点挂接的卷已达上限，kubelet 拒绝了该 Pod。',
    '调度器所知的驱动上限已过时',
    '在 Kubernetes 之外挂接了卷',
  ],
});
