import { texts } from '../text.ts';

export const certManagerCertificates = texts('cert-manager', {
  Issuing: [
    'A certificate is being issued or has been, as the message says.',
    'A new or changed Certificate',
    'It is due to be renewed',
  ],
  Generated: ['A new private key was made and kept in a temporary Secret.', 'A certificate is being issued'],
  Reused: ['The private key in the present Secret is used again.', 'rotationPolicy is Never'],
  Requested: ['A CertificateRequest was made for the certificate.', 'A certificate is being issued'],
  RequestFailed: ['The CertificateRequest could not be created.', 'A quota or an admission webhook refuses'],
  'Failed:request': [
    'The certificate could not be issued; it is tried again later.',
    'The issuer refuses or does not answer',
    'The ACME challenge failed',
  ],
  Denied: ['The request for the certificate was denied.', "An approver's policy does not allow it"],
  Deleted: [
    'The private key is created again, as the certificate requests another kind of key.',
    'Algorithm or size was changed',
  ],
  DecodeFailed: ['The private key in the Secret cannot be read, so a new one is made.', 'Someone edited the Secret'],
  CannotRegenerateKey: [
    'The present private key does not fit the certificate, and rotationPolicy Never forbids to make a new one.',
    'Algorithm or size was changed',
    'Delete the Secret or set rotationPolicy to Always',
  ],
  KeystorePasswordSecretNotFound: [
    'The Secret with the password for the keystore does not exist.',
    'A typing error, or the Secret was not created yet',
  ],
  WindowError: ['When to renew the certificate could not be worked out.', 'The renewal windows are not valid'],
  'cert-manager.io': [
    "The request for a certificate was approved by cert-manager's own approver.",
    'A certificate is being issued',
  ],
  WaitingForApproval: [
    'The request for a certificate waits to be approved.',
    'The built-in approver is off and no other has approved it',
  ],
  CertificateIssued: ['The certificate was signed.', 'A certificate is being issued'],
  IssuerNotFound: [
    'The issuer that the request names does not exist.',
    'A typing error',
    'kind is Issuer where ClusterIssuer is meant, or another namespace',
  ],
  IssuerTypeMissing: ['The issuer does not say of which type it is.', 'An Issuer without acme, ca, vault or the like'],
  IssuerNotReady: ['The issuer is not ready, so the request waits.', 'Its account or key pair could not be set up'],
  SecretMissing: [
    'A Secret that the issuer needs does not exist.',
    "The CA's key pair or the credentials were not created",
  ],
  SecretInvalidData: [
    "The issuer's Secret holds no usable key pair.",
    'Wrong keys in the Secret',
    'The private key does not belong to the certificate',
  ],
  SecretGetError: ["The issuer's Secret could not be read.", 'Missing rights, or the API server answers with errors'],
  SigningError: [
    'The certificate could not be signed.',
    "The issuer's policy refuses",
    'The request asks for what the CA may not sign',
  ],
  DecodeError: ['The signed certificate cannot be read.', 'The issuer returned something that is no certificate'],
});
