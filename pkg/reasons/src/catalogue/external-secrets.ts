import { entries } from '../entry.ts';
import { EXTERNAL_SECRETS } from '../projects.ts';

export const externalSecrets = entries(
  {
    ...EXTERNAL_SECRETS,
    emitter: 'external-secrets',
    components: ['external-secrets'],
    path: 'apis/externalsecrets/v1/externalsecret_types.go',
  },
  {
    Created: ['N', 'routine', 'ExternalSecret', 'describe externalSecrets', 'Updated UpdateFailed'],
    Updated: ['N', 'notice', 'ExternalSecret', 'describe externalSecrets', 'Created'],
    Deleted: ['N', 'notice', 'ExternalSecret', 'describe externalSecrets', 'MissingProviderSecret'],
    UpdateFailed: [
      'W',
      'severe',
      'ExternalSecret',
      'describe externalSecrets',
      'InvalidProviderConfig MissingProviderSecret',
    ],
    MissingProviderSecret: ['N', 'notice', 'ExternalSecret', 'describe externalSecrets', 'UpdateFailed'],
    Valid: [
      'N',
      'routine',
      'SecretStore ClusterSecretStore',
      'describe externalSecrets',
      'InvalidProviderConfig',
      { path: 'apis/externalsecrets/v1/secretstore_types.go', components: ['secret-store', 'cluster-secret-store'] },
    ],
    InvalidProviderConfig: [
      'W',
      'severe',
      'SecretStore ClusterSecretStore',
      'describe externalSecrets',
      'Valid ValidationUnknown',
      { path: 'apis/externalsecrets/v1/secretstore_types.go', components: ['secret-store', 'cluster-secret-store'] },
    ],
    ValidationUnknown: [
      'W',
      'notice',
      'SecretStore ClusterSecretStore',
      'describe externalSecrets',
      'InvalidProviderConfig',
      { path: 'apis/externalsecrets/v1/secretstore_types.go', components: ['secret-store', 'cluster-secret-store'] },
    ],
    StoreUnmaintained: [
      'W',
      'notice',
      'SecretStore ClusterSecretStore',
      'yaml',
      'StoreDeprecated',
      { path: 'apis/externalsecrets/v1/secretstore_types.go', components: ['secret-store', 'cluster-secret-store'] },
    ],
    StoreDeprecated: [
      'W',
      'notice',
      'SecretStore ClusterSecretStore',
      'yaml',
      'StoreUnmaintained',
      { path: 'apis/externalsecrets/v1/secretstore_types.go', components: ['secret-store', 'cluster-secret-store'] },
    ],
    Synced: [
      'N',
      'routine',
      'PushSecret',
      'describe externalSecrets',
      'Errored',
      { path: 'apis/externalsecrets/v1alpha1/pushsecret_types.go', components: ['pushsecret'] },
    ],
    Errored: [
      'W',
      'severe',
      'PushSecret ClusterPushSecret',
      'describe externalSecrets',
      'Synced',
      { path: 'apis/externalsecrets/v1alpha1/pushsecret_types.go', components: ['pushsecret'] },
    ],
    SourceDeleted: [
      'N',
      'notice',
      'PushSecret',
      'describe externalSecrets',
      'Synced',
      { path: 'apis/externalsecrets/v1alpha1/pushsecret_types.go', components: ['pushsecret'] },
    ],
  }
);
