import { texts } from '../text.ts';

export const kubeletVolumes = texts('kubelet', {
  SuccessfulMountVolume: [
    'The volume is mounted (mapped, for a block device) for the pod.',
    'The pod is about to start',
  ],
  FailedMount: [
    'A volume could not be mounted, so the pod waits.',
    'The ConfigMap, Secret or claim that it names does not exist',
    'The storage server is not reachable or refuses',
    'The CSI driver is not running on the node',
    'The volume is still attached to another node',
  ],
  FailedMapVolume: [
    'A raw block volume could not be handed to the pod.',
    'The device did not appear on the node',
    'The CSI driver fails or does not support block volumes',
  ],
  FailedMountOnFilesystemMismatch: [
    'The volume holds a file system other than the one that the PersistentVolume names.',
    'fsType was changed after the volume was formatted',
  ],
  AlreadyMountedVolume: [
    'The local volume is already mounted for another pod with a different fsGroup, so sharing it may fail.',
    'Two pods with different fsGroup use the same local volume',
  ],
  VolumePermissionChangeInProgress: [
    'Changing the owner of every file in the volume takes long, and the pod waits for it.',
    'A volume with very many files and an fsGroup',
    'fsGroupChangePolicy is not OnRootMismatch',
  ],
  VolumeResizeFailed: [
    'Growing the volume failed.',
    'The storage system refuses: quota, limit or too many changes in a short time',
    'The driver cannot grow the volume while it is in use',
  ],
  VolumeResizeSuccessful: ['The volume has been grown.', 'The claim asked for more space'],
  FileSystemResizeFailed: [
    'The volume has grown, but the file system on it could not follow.',
    'The file system has errors',
    "The node's tools do not support the file system",
  ],
  FileSystemResizeSuccessful: [
    "The file system on the volume now uses the volume's new size.",
    'The claim asked for more space',
  ],
  VolumeAttachmentLimitExceeded: [
    'The kubelet refused the pod as the node has as many volumes attached as it can.',
    "The driver's limit, known to the scheduler, was out of date",
    'Volumes were attached outside of Kubernetes',
  ],
});
