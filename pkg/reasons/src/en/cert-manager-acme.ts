import { texts } from '../text.ts';

export const certManagerAcme = texts('cert-manager', {
  OrderCreated: ['An ACME order was made for the request.', 'A certificate is being issued'],
  OrderPending: ['The ACME order is not complete yet.', 'Its challenges are still open'],
  OrderFailed: ['The ACME order failed.', 'A challenge failed', "The ACME server's rate limit is reached"],
  InvalidOrder: [
    'The request asks for what an ACME server cannot issue.',
    'The common name is not among the DNS names',
    'It asks for more than DNS names and IP addresses',
  ],
  OrderCreatingError: [
    'The ACME order could not be created; it is tried again.',
    'A quota or an admission webhook refuses',
  ],
  Solver: [
    'No way to prove the domains (solver) fits the order.',
    "The issuer's solvers select other DNS names or labels",
  ],
  Created: ["A challenge was made to prove one of the order's domains.", 'A certificate is being issued'],
  Complete: ['The ACME order is complete.', 'All challenges were passed'],
  Started: ['The challenge is now being worked on.', 'A certificate is being issued'],
  Presented: [
    'The proof for the domain is in place (HTTP path or DNS record), waiting to be checked.',
    'A certificate is being issued',
  ],
  PresentError: [
    'The proof for the domain could not be put in place.',
    'Wrong credentials or rights for the DNS provider',
    'The Ingress or pod for the HTTP proof could not be made',
  ],
  CleanUpError: [
    'What was put in place to prove the domain could not be removed again.',
    'The DNS provider answers with errors',
  ],
  DomainVerified: ['The ACME server has accepted the proof for the domain.', 'A certificate is being issued'],
  'Failed:challenge': [
    'The ACME server did not accept the proof for the domain.',
    'The domain does not point at this cluster',
    'A firewall or redirect is in the way',
    'The DNS record had not spread yet',
  ],
});
