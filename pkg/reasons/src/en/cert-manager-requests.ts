import { texts } from '../text.ts';

export const certManagerRequests = texts('cert-manager', {
  WaitingApproval: ['The signing request waits to be approved.', 'Nobody has approved it'],
  DeniedReference: ['Whoever made the request may not refer to this issuer.', 'Missing rights for a namespaced issuer'],
  ErrorParseDuration: ['The duration that the request asks for cannot be read.', 'A typing error in the annotation'],
  InvalidDuration: ['The duration that the request asks for is too short.', 'Less than the allowed minimum'],
  RequestParsingError: ['The request itself (its PKCS#10 part) cannot be read.', 'It was made by hand and is damaged'],
  OrderBuildingError: [
    'No ACME order could be derived from the request.',
    'The request asks for what an order cannot hold',
  ],
  OrderBadCertificate: [
    'What the ACME server returned does not fit the request; the order is created again.',
    "The request's key was changed meanwhile",
  ],
  OrderGetError: [
    "The request's ACME order could not be read; it is tried again.",
    'The API server answers with errors',
  ],
  MissingAnnotation: [
    'The request does not name the Secret with its private key, which a self-signed certificate needs.',
    'A request made by hand without the annotation',
  ],
  MissingSecret: ["The Secret with the request's private key does not exist.", 'It was deleted, or its name is wrong'],
  SecretNotFound: [
    'A Secret that the issuer or the request needs does not exist.',
    'It was deleted, or its name is wrong',
  ],
  ErrorParsingKey: ['The private key in the Secret cannot be read.', 'The Secret holds something else'],
  ErrorGettingSecret: [
    'The Secret with the private key could not be read.',
    'Missing rights, or the API server answers with errors',
  ],
  ErrorGenerating: ['No certificate could be drawn up from the request.', 'The request holds what is not supported'],
  ErrorPublicKey: ['The public key could not be derived from the private key.', 'A kind of key that is not supported'],
  ErrorKeyMatch: [
    'The private key in the Secret does not belong to the request.',
    'The Secret was changed after the request was made',
  ],
  ErrorSigning: ['The certificate could not be signed.', 'The issuer refuses or does not answer'],
  ErrorUpdate: ['The signed certificate could not be written to the request.', 'It was changed meanwhile'],
  ErrorVaultInit: ['Vault could not be used for the request.', 'Vault is not reachable', 'The credentials are refused'],
  VaultInitError: [
    'Vault could not be used for the request; it is tried again.',
    'Vault is not reachable',
    'The credentials are refused',
  ],
  ErrorVenafiInit: [
    'Venafi (Certificate Manager) could not be used for the request.',
    'It is not reachable',
    'The credentials are refused',
  ],
  VenafiInitError: [
    'Venafi (Certificate Manager) could not be used for the request; it is tried again.',
    'It is not reachable',
    'The credentials are refused',
  ],
  ErrorCustomFields: [
    'The custom fields for Venafi are not valid.',
    'An annotation that is not proper JSON, or an unknown field',
  ],
  CustomFieldsError: [
    'The custom fields for Venafi are not valid.',
    'An annotation that is not proper JSON, or an unknown field',
  ],
  ErrorRequest: ['Venafi refused the request.', 'Its policy does not allow names, keys or duration'],
  RequestError: ['Venafi refused the request.', 'Its policy does not allow names, keys or duration'],
  IssuancePending: [
    'Venafi has not issued the certificate yet.',
    'It takes a while, or someone has to approve it there',
  ],
  RetrieveCertificateTimeout: ['Venafi did not issue the certificate in time.', 'Someone has to approve it there'],
  ErrorRetrieve: ['The certificate could not be fetched from Venafi.', 'It is not reachable, or refused the request'],
  RetrieveError: ['The certificate could not be fetched from Venafi.', 'It is not reachable, or refused the request'],
  ErrorParse: ['What Venafi returned cannot be read.', 'It is no certificate chain'],
  ParseError: ['What Venafi returned cannot be read.', 'It is no certificate chain'],
  Ready: ["The issuer's server has accepted its credentials.", 'A new or changed issuer'],
});
