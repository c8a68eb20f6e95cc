import { entries } from '../entry.ts';
import { INGRESS_NGINX } from '../projects.ts';

export const ingressNginx = entries(
  {
    ...INGRESS_NGINX,
    emitter: 'ingress-nginx',
    components: ['nginx-ingress-controller'],
    path: 'internal/ingress/controller/store/store.go',
  },
  {
    Sync: ['N', 'routine', 'Ingress', 'describe ingresses', 'RELOAD:done'],
    AnnotationParsingFailed: ['W', 'trouble', 'Ingress', 'describe yaml ingressLog', 'Sync'],
    'RELOAD:done': [
      'N',
      'routine',
      'Pod',
      'ingressLog',
      'RELOAD:failed Sync',
      { says: /reload triggered/, path: 'internal/ingress/controller/controller.go' },
    ],
    'RELOAD:failed': [
      'W',
      'severe',
      'Pod',
      'ingressLog describe',
      'RELOAD:done AnnotationParsingFailed',
      { says: /Error reloading/, path: 'internal/ingress/controller/controller.go' },
    ],
    CREATE: ['N', 'routine', 'ConfigMap', 'yaml ingressLog', 'UPDATE'],
    UPDATE: ['N', 'notice', 'ConfigMap', 'yaml ingressLog', 'CREATE RELOAD:done'],
  }
);
