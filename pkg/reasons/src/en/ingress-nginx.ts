import { texts } from '../text.ts';

export const ingressNginx = texts('ingress-nginx', {
  Sync: [
    'The controller has taken note of the Ingress and will bring NGINX up to date.',
    'A new or changed Ingress',
    'The controller has restarted',
  ],
  AnnotationParsingFailed: [
    'An annotation of the Ingress is not valid or not allowed, so the Ingress is left out.',
    'A typing error',
    'A snippet, which is forbidden by default, or too risky an annotation',
  ],
  'RELOAD:done': ['NGINX is reloading its configuration.', 'An Ingress, Service, Secret or the ConfigMap changed'],
  'RELOAD:failed': [
    'NGINX refused the new configuration and keeps the old one; later changes have no effect either.',
    'A snippet or annotation that makes the configuration invalid',
    'A broken certificate',
  ],
  CREATE: ['The controller has read its ConfigMap for the first time.', 'The controller has started'],
  UPDATE: ["The controller's ConfigMap was changed.", 'Someone changed a setting of the controller'],
});
