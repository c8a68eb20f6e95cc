import { texts } from '../text.ts';

export const snapshotController = texts('snapshot-controller', {
  CreatingSnapshot: ['The snapshot is waiting for the CSI driver to take it.', 'A new VolumeSnapshot'],
  SnapshotCreated: ['The storage system has taken the snapshot.', 'A new VolumeSnapshot'],
  SnapshotReady: ['The snapshot can be used to restore a volume.', 'A new VolumeSnapshot'],
  CreateSnapshotContentFailed: [
    "The object for the snapshot's content could not be written.",
    'Missing rights, or the API server answers with errors',
  ],
  SnapshotContentCreationFailed: [
    "The snapshot's content could not be prepared.",
    'The claim to be snapshotted is not bound',
    'The snapshot class does not exist',
  ],
  SnapshotPVCSourceMissing: ['The claim to be snapshotted does not exist.', 'A typing error, or it was deleted'],
  SnapshotContentMissing: ["The snapshot's content object is gone.", 'Someone deleted it'],
  SnapshotMisbound: [
    "The snapshot's content belongs to another snapshot.",
    'Objects restored from a backup or edited by hand',
  ],
  SnapshotContentMisbound: [
    'The content that the snapshot names points at another snapshot.',
    'A content object that is already in use',
  ],
  SnapshotContentMismatch: [
    'The content was made in another way (by the driver or by hand) than the snapshot expects.',
    'source names a claim although the content exists already, or the reverse',
  ],
  SnapshotBindFailed: [
    'The snapshot could not be bound to its content.',
    'It was changed meanwhile',
    'The API server answers with errors',
  ],
  SnapshotHandleSet: [
    'The content of a snapshot that the driver is to take already names one.',
    'A content object that was edited by hand',
  ],
  SnapshotStatusUpdateFailed: [
    "The snapshot's status could not be written.",
    'It was changed meanwhile',
    'The API server answers with errors',
  ],
  SnapshotValidationError: ["The snapshot's definition is not valid.", 'It names both a claim and a content, or none'],
  ContentValidationError: [
    "The content's definition is not valid.",
    'It names both a volume and a snapshot of the storage system, or none',
  ],
  SnapshotFinalizerError: [
    'The finalizers that protect the snapshot could not be set or removed.',
    'The API server answers with errors',
  ],
  ErrorPVCFinalizer: [
    'The finalizer that protects the claim while it is snapshotted could not be removed.',
    'The API server answers with errors',
  ],
  SnapshotDeletePending: [
    'The snapshot is not deleted yet as it is in use.',
    'A claim is being restored from it',
    'A group snapshot contains it',
  ],
  SnapshotContentObjectDeleteError: [
    "The snapshot's content object could not be deleted.",
    'Missing rights, or the API server answers with errors',
  ],
  GetSnapshotClassFailed: ["The snapshot's class could not be had.", 'The VolumeSnapshotClass does not exist'],
  SetDefaultSnapshotClassFailed: [
    'No default class could be chosen for the snapshot.',
    'The driver has no default VolumeSnapshotClass, or several',
  ],
  SnapshotCreationFailed: [
    'The CSI driver could not take the snapshot; the message quotes its error.',
    'The storage system refuses: quota, limit or rights',
    'Wrong parameters in the snapshot class',
  ],
  SnapshotContentCheckandUpdateFailed: [
    'The state of the snapshot could not be read from the storage system.',
    'The snapshot is gone there',
    'The driver does not answer',
  ],
  SnapshotDeleteError: [
    'The snapshot could not be deleted in the storage system; it may still cost money.',
    'Credentials for the driver are missing',
    'The storage system refuses',
  ],
});
