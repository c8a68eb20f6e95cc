import { texts } from '../text.ts';

export const externalSecrets = texts('external-secrets', {
  Created: ['The Secret was made from what the provider holds.', 'A new ExternalSecret'],
  Updated: [
    'The Secret was brought up to date; pods that read it only at their start do not notice.',
    'The value changed at the provider',
  ],
  Deleted: [
    'The Secret was deleted, since the provider no longer has it or another one took its place.',
    'deletionPolicy is Delete',
    "The target's name was changed",
  ],
  UpdateFailed: [
    'The Secret could not be brought up to date; the old one, if any, stays.',
    'The provider refuses or is not reachable',
    'The key does not exist there',
    'A template error',
  ],
  MissingProviderSecret: ['The provider no longer has the secret.', 'It was deleted or renamed there'],
  Valid: ["The store's provider can be reached with its credentials.", 'A new or checked store'],
  InvalidProviderConfig: [
    "The store's provider cannot be used with this configuration.",
    'Wrong or expired credentials',
    'A Secret or service account that does not exist',
  ],
  ValidationUnknown: [
    "Whether the store's provider can be used could not be found out.",
    'The provider is not reachable, or offers no check',
  ],
  StoreUnmaintained: ["The store's kind of provider has nobody who looks after it.", 'A provider without maintainers'],
  StoreDeprecated: [
    "The store's kind of provider will stop working with the next major version.",
    'A provider that is to be removed',
  ],
  Synced: ['The Secret was written to the provider.', 'A new or changed PushSecret'],
  Errored: [
    'The Secret could not be written to the provider.',
    'Missing rights there',
    'The Secret or store does not exist',
  ],
  SourceDeleted: [
    'The Secret that was pushed is gone, and what was written to the provider is cleaned up.',
    'Someone deleted the Secret',
  ],
});
