import { texts } from '../text.ts';

export const volumes = texts('kube-controller-manager', {
  WaitForFirstConsumer: ['PVC 等待使用它的 Pod，以便在该 Pod 运行的位置创建卷。', '尚无 Pod 使用该 PVC'],
  WaitForPodScheduled: ['PVC 等待使用它的 Pod 完成调度。', '该 Pod 无法调度'],
  'FailedBinding:claim': ['PVC 无法绑定到卷。', '没有合适的卷，也没有设置可动态创建的存储类', '指定的卷属于其他 PVC'],
  'FailedBinding:ephemeral': ['无法为 Pod 的通用临时卷创建 PVC。', '同名 PVC 已存在且属于其他对象', '配额拒绝'],
  VolumeMismatch: ['PVC 指定的卷与其不匹配。', '容量过小，或存储类、访问模式、卷模式不同'],
  ClaimLost: ['PVC 绑定的卷已不存在，数据可能丢失。', '有人删除了 PersistentVolume'],
  ClaimMisbound: ['两个 PVC 指向同一个卷。', '从备份恢复的对象', '手工设置了 volumeName'],
  ExternalProvisioning: ['PVC 等待外部制备器（通常是 CSI 驱动）创建卷。', '若频繁出现：驱动未安装或不工作'],
  ProvisioningFailed: ['无法为 PVC 创建卷。', '存储类不存在或参数错误', '云平台或存储系统拒绝'],
  ProvisioningCleanupFailed: ['已创建但未登记的卷无法清除，可能继续产生费用。', '存储系统返回错误'],
  ProvisioningSucceeded: ['已为 PVC 创建卷。', '新的 PVC'],
  VolumeDelete: ['删除卷需要等待，或暂时失败。', '卷仍被挂接或使用中'],
  VolumeFailedDelete: ['无法删除卷。', '卷仍被挂接', '存储系统拒绝'],
  VolumeRecycled: ['卷已清空，可再次申领。', '回收策略为已弃用的 Recycle'],
  VolumeFailedRecycle: ['无法清空卷。', '执行清理的 Pod 失败', '该类型的卷不支持回收'],
  VolumeUnknownReclaimPolicy: ['卷的回收策略不被控制器识别。', '绕过校验的对象中存在拼写错误'],
  RecyclerPod: ['清空卷的 Pod 发生的事件。', '回收策略为 Recycle'],
  SuccessfulAttachVolume: ['卷已挂接到 Pod 所在节点。', 'Pod 即将启动'],
  FailedAttachVolume: [
    '卷无法挂接到 Pod 所在节点。',
    '仍挂接在其他节点（Multi-Attach 错误）',
    '节点可挂接的卷已满，或位于其他可用区',
    'CSI 驱动无响应',
  ],
  ExternalExpanding: ['PVC 等待外部扩容器（通常是 CSI 驱动）扩容卷。', '驱动不支持扩容或未运行'],
  MultipleSELinuxLabels: ['同一 Pod 的容器以不同 SELinux 标签使用同一个卷。', '各容器的 seLinuxOptions 不同'],
  SELinuxLabelConflict: [
    '另一个 Pod 以不同的 SELinux 标签使用同一个卷，新版本可能拒绝。',
    'seLinuxOptions 不同的 Pod 共享卷',
  ],
  SELinuxChangePolicyConflict: [
    '另一个 Pod 以不同的 seLinuxChangePolicy 使用同一个卷，新版本可能拒绝。',
    '策略不同的 Pod 共享卷',
  ],
});
