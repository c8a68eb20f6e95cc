import { texts } from '../text.ts';

export const externalResizer = texts('external-resizer', {
  Resizing: ['CSI 驱动开始扩容卷。', 'PVC 申请了更多空间'],
  VolumeResizeSuccessful: ['CSI 驱动已扩容卷。', 'PVC 申请了更多空间'],
  VolumeResizeFailed: ['CSI 驱动无法扩容卷。', '存储系统拒绝：配额、上限或短时间内更改过多', '驱动不支持在线扩容'],
  VolumeModify: ['CSI 驱动开始更改卷属性。', 'PVC 指定了其他 VolumeAttributesClass'],
  VolumeModifySuccessful: ['卷属性已更改。', 'PVC 指定了其他 VolumeAttributesClass'],
  VolumeModifyFailed: ['无法更改卷属性。', 'VolumeAttributesClass 不存在或参数错误', '存储系统拒绝'],
  VolumeModifyCanceled: ['已取消更改卷属性。', 'PVC 恢复为原来的 VolumeAttributesClass'],
});
