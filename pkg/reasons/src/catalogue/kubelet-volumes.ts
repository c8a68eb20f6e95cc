import { entries } from '../entry.ts';
import { KUBERNETES } from '../projects.ts';

export const kubeletVolumes = entries(
  {
    ...KUBERNETES,
    emitter: 'kubelet',
    components: ['kubelet'],
    path: 'pkg/volume/util/operationexecutor/operation_generator.go',
  },
  {
    SuccessfulMountVolume: ['N', 'routine', 'Pod', 'describe', 'FailedMount'],
    FailedMount: [
      'W',
      'severe',
      'Pod',
      'describe configs pvcs pvs kubeletLog',
      'kube-controller-manager/FailedAttachVolume FailedMapVolume FailedMountOnFilesystemMismatch',
    ],
    FailedMapVolume: ['W', 'severe', 'Pod', 'describe pvcs pvs kubeletLog', 'FailedMount'],
    FailedMountOnFilesystemMismatch: ['W', 'trouble', 'PersistentVolume', 'describe pvs', 'FailedMount'],
    AlreadyMountedVolume: ['W', 'notice', 'Pod', 'describe', 'FailedMount', { path: 'pkg/volume/local/local.go' }],
    VolumePermissionChangeInProgress: [
      'W',
      'notice',
      'Pod',
      'describe',
      'FailedMount',
      { path: 'pkg/volume/volume_linux.go' },
    ],
    VolumeResizeFailed: [
      'W',
      'trouble',
      'PersistentVolumeClaim Pod',
      'describe pvcs storageClasses',
      'VolumeResizeSuccessful FileSystemResizeFailed',
    ],
    VolumeResizeSuccessful: ['N', 'notice', 'PersistentVolumeClaim', 'describe pvcs', 'VolumeResizeFailed'],
    FileSystemResizeFailed: [
      'W',
      'trouble',
      'PersistentVolumeClaim Pod',
      'describe pvcs kubeletLog',
      'FileSystemResizeSuccessful VolumeResizeFailed',
    ],
    FileSystemResizeSuccessful: ['N', 'notice', 'PersistentVolumeClaim Pod', 'describe pvcs', 'FileSystemResizeFailed'],
    VolumeAttachmentLimitExceeded: [
      'W',
      'trouble',
      'Pod',
      'describe node attachments csiDrivers',
      'FailedMount default-scheduler/FailedScheduling',
      { path: 'pkg/kubelet/kubelet.go' },
    ],
  }
);
