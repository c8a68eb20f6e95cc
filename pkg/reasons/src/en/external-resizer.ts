import { texts } from '../text.ts';

export const externalResizer = texts('external-resizer', {
  Resizing: ['The CSI driver has begun to grow the volume.', 'The claim asked for more space'],
  VolumeResizeSuccessful: ['The CSI driver has grown the volume.', 'The claim asked for more space'],
  VolumeResizeFailed: [
    'The CSI driver could not grow the volume.',
    'The storage system refuses: quota, limit or too many changes in a short time',
    'The driver cannot grow a volume in use',
  ],
  VolumeModify: [
    "The CSI driver has begun to change the volume's attributes.",
    'The claim names another VolumeAttributesClass',
  ],
  VolumeModifySuccessful: [
    "The volume's attributes have been changed.",
    'The claim names another VolumeAttributesClass',
  ],
  VolumeModifyFailed: [
    "The volume's attributes could not be changed.",
    'The VolumeAttributesClass does not exist or has wrong parameters',
    'The storage system refuses',
  ],
  VolumeModifyCanceled: [
    "Changing the volume's attributes was called off.",
    'The claim went back to its former VolumeAttributesClass',
  ],
});
