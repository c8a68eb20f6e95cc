import { texts } from '../text.ts';

export const certManagerIssuers = texts('cert-manager', {
  ErrInitIssuer: ['The issuer could not be set up.', 'A Secret is missing', "The issuer's server is not reachable"],
  ErrRegisterACMEAccount: [
    'No account could be registered with the ACME server.',
    'The server is not reachable',
    'External account credentials are missing or wrong',
  ],
  ErrUpdateACMEAccount: [
    'The account at the ACME server could not be changed.',
    'The e-mail address is refused',
    'The server is not reachable',
  ],
  InvalidURL: [
    'The address of the ACME server cannot be used.',
    'A typing error',
    'It was changed to a server of another kind',
  ],
  ErrGetKeyPair: [
    "The CA's key pair could not be read from its Secret.",
    "The Secret does not exist in the issuer's namespace (for a ClusterIssuer: cert-manager's own)",
  ],
  ErrInvalidKeyPair: ["The CA's key pair cannot be used to sign.", 'The certificate is not one of a CA'],
  KeyPairVerified: ["The CA's key pair is in order.", 'A new or changed issuer'],
  BadConfig: [
    'No certificate is made for the Ingress or Gateway since its annotations or TLS settings are wrong.',
    'Contradicting issuer annotations',
    'A TLS block without hosts or Secret',
  ],
  CreateCertificate: [
    'A Certificate was made for the Ingress or Gateway.',
    'It has an issuer annotation and a TLS block',
  ],
  UpdateCertificate: [
    'The Certificate of the Ingress or Gateway was brought up to date.',
    'Hosts or annotations were changed',
  ],
  DeleteCertificate: [
    'A Certificate that the Ingress or Gateway no longer needs was deleted.',
    'A TLS block was removed',
  ],
});
