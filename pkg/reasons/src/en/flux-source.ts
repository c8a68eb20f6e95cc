import { texts } from '../text.ts';

export const fluxSource = texts('source-controller', {
  NewArtifact: ['A new revision was fetched and kept.', 'A commit, tag or chart version is new'],
  ArtifactUpToDate: ['Nothing is new at the source.', 'The regular interval'],
  GarbageCollectionSucceeded: [
    "Old revisions were removed from the controller's storage.",
    'A new revision was fetched',
  ],
  AuthenticationFailed: [
    "The source's credentials are missing or not usable.",
    'The Secret does not exist or has wrong keys',
    'A token or key has expired',
  ],
  GitOperationFailed: [
    'The Git repository could not be fetched.',
    'The server is not reachable',
    'The branch, tag or commit does not exist',
    'The credentials are refused',
  ],
  OCIArtifactPullFailed: [
    'The artifact could not be pulled from the registry.',
    'The tag does not exist',
    'The registry is not reachable or refuses the credentials',
  ],
  OCIArtifactLayerOperationFailed: [
    'A layer of the artifact could not be picked or unpacked.',
    'The layer selector matches nothing',
    'The artifact is of another kind',
  ],
  BucketOperationFailed: ['The bucket could not be read.', 'It does not exist', 'The credentials are refused'],
  IndexationFailed: [
    "The Helm repository's index could not be fetched or read.",
    'The address is wrong or not reachable',
    'The index is damaged',
  ],
  URLInvalid: ["The source's address is not valid.", 'A typing error, or a scheme that does not fit the kind'],
  ArtifactVerificationFailed: [
    'The kept artifact is not what it was when it was fetched; it is fetched again.',
    "The controller's storage was damaged or changed",
  ],
  VerificationError: [
    "The source's signature could not be verified, so it is not used.",
    'It is not signed, or by another key',
    'The Secret with the public keys is missing',
  ],
  NoSourceArtifact: ['The chart waits as its source has nothing to offer yet.', 'The source is not ready'],
  ArchiveOperationFailed: [
    'The contents could not be packed for the other controllers.',
    "The controller's disk is full",
  ],
  StatOperationFailed: ['A folder or file of the source could not be found.', 'A path that the source does not have'],
  Succeeded: ['The source works again after a failure, with nothing new.', 'What had failed before was mended'],
  Failed: [
    'The source could not be fetched or kept; the message quotes the error.',
    'The server is not reachable',
    'The definition is not valid',
  ],
  InvalidPath: ['A path in the definition is not in the source.', 'A typing error'],
});
