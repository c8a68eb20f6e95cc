import { texts } from '../text.ts';

export const externalProvisioner = texts('external-provisioner', {
  Provisioning: ['CSI 驱动的制备器开始为 PVC 创建卷。', '新的 PVC'],
  ProvisioningSucceeded: ['已为 PVC 创建卷。', '新的 PVC'],
  ProvisioningFailed: [
    'CSI 驱动无法为 PVC 创建卷，消息中引用了错误。',
    '存储系统权限不足或配额用尽',
    '存储类参数错误',
    '节点所在可用区容量不足',
  ],
  ProvisioningCleanupFailed: ['已创建但未登记的卷无法清除，可能继续产生费用。', '存储系统返回错误'],
  VolumeFailedDelete: ['CSI 驱动无法删除卷。', '卷仍被挂接，或有快照依赖它', '存储系统拒绝'],
});
