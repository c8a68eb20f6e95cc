import { entries } from '../entry.ts';
import { KUSTOMIZE_CONTROLLER } from '../projects.ts';

export const fluxKustomize = entries(
  {
    ...KUSTOMIZE_CONTROLLER,
    emitter: 'kustomize-controller',
    components: ['kustomize-controller'],
    path: 'internal/controller/kustomization_controller.go',
  },
  {
    ReconciliationSucceeded: ['N', 'routine', 'Kustomization', 'describe fluxAll', 'ReconciliationFailed'],
    ReconciliationFailed: [
      'W',
      'severe',
      'Kustomization',
      'describe fluxLogs fluxAll',
      'BuildFailed HealthCheckFailed',
    ],
    Progressing: ['N', 'routine', 'Kustomization', 'describe fluxAll', 'ReconciliationSucceeded'],
    ProgressingWithRetry: ['N', 'notice', 'Kustomization', 'describe fluxLogs', 'ReconciliationFailed'],
    BuildFailed: ['W', 'severe', 'Kustomization', 'describe fluxLogs', 'ReconciliationFailed ArtifactFailed'],
    ArtifactFailed: [
      'W',
      'trouble',
      'Kustomization',
      'describe fluxAll',
      'BuildFailed source-controller/AuthenticationFailed',
    ],
    DependencyNotReady: ['N', 'notice', 'Kustomization', 'fluxAll describe', 'ReconciliationSucceeded'],
    HealthCheckFailed: [
      'W',
      'severe',
      'Kustomization',
      'describe pods fluxAll',
      'ReconciliationFailed kubelet/BackOff:container',
    ],
    HealthCheckCanceled: ['N', 'notice', 'Kustomization', 'describe fluxAll', 'HealthCheckFailed'],
    PruneFailed: ['W', 'trouble', 'Kustomization', 'describe fluxLogs', 'ReconciliationFailed'],
    InvalidCELExpression: ['W', 'trouble', 'Kustomization', 'yaml', 'HealthCheckFailed'],
  }
);
