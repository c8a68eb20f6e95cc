import { texts } from '../text.ts';

export const fluxKustomize = texts('kustomize-controller', {
  ReconciliationSucceeded: [
    'The manifests from the source were applied.',
    'A new revision in Git, or the regular interval',
  ],
  ReconciliationFailed: [
    'The manifests could not be applied; the message quotes the error.',
    'The cluster refuses an object',
    'Missing rights of the service account',
    'A CRD is not there yet',
  ],
  Progressing: [
    'Something was changed in the cluster while the manifests are being applied; the message lists what.',
    'A new revision in Git, or someone changed an object by hand',
  ],
  ProgressingWithRetry: ['The manifests are being applied again after a failure.', 'The last try failed'],
  BuildFailed: [
    'The manifests could not be built.',
    'An error in kustomization.yaml or a patch',
    'A variable or Secret for decryption is missing',
  ],
  ArtifactFailed: [
    "The source's contents could not be fetched.",
    'The source is not ready',
    'source-controller is not reachable',
  ],
  DependencyNotReady: [
    'The Kustomization waits for another one that it depends on.',
    'The other one fails or is still busy',
  ],
  HealthCheckFailed: [
    'What was applied did not become healthy in time.',
    'Pods that do not start or become ready',
    'The timeout is too short',
  ],
  HealthCheckCanceled: ['Waiting for health was broken off as something newer has arrived.', 'A new revision in Git'],
  PruneFailed: [
    'Objects that are no longer in the source could not be deleted.',
    'Missing rights, or a webhook refuses',
  ],
  InvalidCELExpression: [
    'A CEL expression of the Kustomization (readiness or dependency) is not valid.',
    'A typing error',
  ],
});
