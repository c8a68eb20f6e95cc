import { texts } from '../text.ts';

export const groupSnapshots = texts('snapshot-controller', {
  CreatingGroupSnapshot: ['The group snapshot is waiting for the CSI driver to take it.', 'A new VolumeGroupSnapshot'],
  GroupSnapshotCreated: ['The storage system has taken the snapshots of the group.', 'A new VolumeGroupSnapshot'],
  GroupSnapshotReady: ['The group snapshot can be used to restore volumes.', 'A new VolumeGroupSnapshot'],
  CreateGroupSnapshotContentFailed: [
    "The object for the group snapshot's content could not be written.",
    'Missing rights, or the API server answers with errors',
  ],
  GroupSnapshotContentCreationFailed: [
    "The group snapshot's content could not be prepared.",
    'No bound claims match the selector',
    'The claims belong to different drivers',
  ],
  GroupSnapshotContentMissing: ["The group snapshot's content object is gone.", 'Someone deleted it'],
  GroupSnapshotMisbound: [
    "The group snapshot's content belongs to another one.",
    'Objects restored from a backup or edited by hand',
  ],
  GroupSnapshotContentMisbound: [
    'The content that the group snapshot names points at another one.',
    'A content object that is already in use',
  ],
  GroupSnapshotContentMismatch: [
    'The content was made in another way (by the driver or by hand) than the group snapshot expects.',
    'The source contradicts the content',
  ],
  GroupSnapshotBindFailed: [
    'The group snapshot could not be bound to its content.',
    'It was changed meanwhile',
    'The API server answers with errors',
  ],
  GroupSnapshotHandleSet: [
    'The content of a group snapshot that the driver is to take already names one.',
    'A content object that was edited by hand',
  ],
  GroupSnapshotStatusUpdateFailed: [
    "The group snapshot's status could not be written.",
    'It was changed meanwhile',
    'The API server answers with errors',
  ],
  GroupSnapshotValidationError: [
    "The group snapshot's definition is not valid.",
    'It names both a selector and a content, or none',
  ],
  GroupContentValidationError: [
    "The definition of the group snapshot's content is not valid.",
    'It names both volumes and handles, or none',
  ],
  GroupSnapshotFinalizerError: [
    'The finalizers that protect the group snapshot could not be set or removed.',
    'The API server answers with errors',
  ],
  GroupSnapshotContentObjectDeleteError: [
    "The group snapshot's content object could not be deleted.",
    'Missing rights, or the API server answers with errors',
  ],
  GetGroupSnapshotClassFailed: [
    "The group snapshot's class could not be had.",
    'The VolumeGroupSnapshotClass does not exist',
  ],
  SetDefaultGroupSnapshotClassFailed: [
    'No default class could be chosen for the group snapshot.',
    'The driver has no default VolumeGroupSnapshotClass, or several',
  ],
  GroupSnapshotCreationFailed: [
    'The CSI driver could not take the snapshots of the group.',
    'The driver or storage system does not support it',
    'A quota or limit is reached',
  ],
  GroupSnapshotContentCheckandUpdateFailed: [
    'The state of the group snapshot could not be read from the storage system.',
    'It is gone there',
    'The driver does not answer',
  ],
  GroupSnapshotDeleteError: [
    'The group snapshot could not be deleted in the storage system; it may still cost money.',
    'Credentials for the driver are missing',
    'The storage system refuses',
  ],
});
