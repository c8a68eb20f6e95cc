import { entries } from '../entry.ts';
import { CERT_MANAGER } from '../projects.ts';

export const certManagerIssuers = entries(
  { ...CERT_MANAGER, emitter: 'cert-manager', components: ['cert-manager*'], path: 'pkg/issuer/acme/setup.go' },
  {
    ErrInitIssuer: [
      'W',
      'severe',
      'Issuer ClusterIssuer',
      'describe issuers',
      'IssuerNotReady',
      { path: 'pkg/controller/issuers/sync.go' },
    ],
    ErrRegisterACMEAccount: ['W', 'severe', 'Issuer ClusterIssuer', 'describe issuers', 'ErrUpdateACMEAccount'],
    ErrUpdateACMEAccount: ['W', 'trouble', 'Issuer ClusterIssuer', 'describe issuers', 'ErrRegisterACMEAccount'],
    InvalidURL: ['W', 'trouble', 'Issuer ClusterIssuer', 'yaml issuers', 'ErrRegisterACMEAccount'],
    ErrGetKeyPair: [
      'W',
      'severe',
      'Issuer ClusterIssuer',
      'describe issuers configs',
      'ErrInvalidKeyPair',
      { path: 'pkg/issuer/ca/setup.go' },
    ],
    ErrInvalidKeyPair: [
      'W',
      'severe',
      'Issuer ClusterIssuer',
      'describe issuers',
      'ErrGetKeyPair',
      { path: 'pkg/issuer/ca/setup.go' },
    ],
    KeyPairVerified: [
      'N',
      'routine',
      'Issuer ClusterIssuer',
      'describe issuers',
      'ErrInvalidKeyPair',
      { path: 'pkg/issuer/ca/setup.go' },
    ],
    BadConfig: [
      'W',
      'trouble',
      'Ingress Gateway CertificateRequest',
      'describe yaml',
      'CreateCertificate',
      { path: 'pkg/controller/certificate-shim/sync.go' },
    ],
    CreateCertificate: [
      'N',
      'routine',
      'Ingress Gateway',
      'describe certificates',
      'UpdateCertificate',
      { path: 'pkg/controller/certificate-shim/sync.go' },
    ],
    UpdateCertificate: [
      'N',
      'routine',
      'Ingress Gateway',
      'describe certificates',
      'CreateCertificate',
      { path: 'pkg/controller/certificate-shim/sync.go' },
    ],
    DeleteCertificate: [
      'N',
      'notice',
      'Ingress Gateway',
      'describe certificates',
      'CreateCertificate',
      { path: 'pkg/controller/certificate-shim/sync.go' },
    ],
  }
);
