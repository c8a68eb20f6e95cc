import { entries } from '../entry.ts';
import { EXTERNAL_RESIZER } from '../projects.ts';

export const externalResizer = entries(
  { ...EXTERNAL_RESIZER, emitter: 'external-resizer', components: ['external-resizer*'], path: 'pkg/util/events.go' },
  {
    Resizing: [
      'N',
      'notice',
      'PersistentVolumeClaim',
      'describe pvcs',
      'VolumeResizeSuccessful VolumeResizeFailed kube-controller-manager/ExternalExpanding',
    ],
    VolumeResizeSuccessful: [
      'N',
      'notice',
      'PersistentVolumeClaim',
      'describe pvcs',
      'Resizing kubelet/FileSystemResizeSuccessful',
    ],
    VolumeResizeFailed: [
      'W',
      'trouble',
      'PersistentVolumeClaim',
      'describe storageClasses',
      'Resizing kubelet/VolumeResizeFailed',
    ],
    VolumeModify: [
      'N',
      'notice',
      'PersistentVolumeClaim',
      'describe pvcs',
      'VolumeModifySuccessful VolumeModifyFailed',
    ],
    VolumeModifySuccessful: ['N', 'notice', 'PersistentVolumeClaim', 'describe pvcs', 'VolumeModify'],
    VolumeModifyFailed: ['W', 'trouble', 'PersistentVolumeClaim', 'describe pvcs', 'VolumeModify VolumeModifyCanceled'],
    VolumeModifyCanceled: ['N', 'notice', 'PersistentVolumeClaim', 'describe pvcs', 'VolumeModify'],
  }
);
