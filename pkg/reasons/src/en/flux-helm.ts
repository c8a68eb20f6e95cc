import { texts } from '../text.ts';

export const fluxHelm = texts('helm-controller', {
  InstallSucceeded: ['The chart was installed.', 'A new HelmRelease'],
  InstallFailed: [
    'The chart could not be installed.',
    'Wrong values or templates',
    'Workloads do not become ready in time',
    'Objects exist already',
  ],
  UpgradeSucceeded: ['The release was upgraded.', 'A new chart version or changed values'],
  UpgradeFailed: [
    'The release could not be upgraded.',
    'Wrong values or templates',
    'Workloads do not become ready in time',
    'A change to a field that cannot be changed',
  ],
  TestSucceeded: ["The chart's tests passed.", 'An install or upgrade'],
  TestFailed: ["The chart's tests failed.", 'The release does not work as its tests expect'],
  RollbackSucceeded: ['The release went back to its former revision.', 'An upgrade failed'],
  RollbackFailed: [
    'The release could not go back to its former revision.',
    'The former revision does not become ready either',
  ],
  UninstallSucceeded: [
    'The release was uninstalled.',
    'The HelmRelease was deleted, or a failed install is cleaned up',
  ],
  UninstallFailed: ['The release could not be uninstalled.', 'Missing rights, or a hook failed'],
  ArtifactFailed: [
    'The chart could not be fetched or loaded.',
    'The HelmChart or its repository is not ready',
    'The chart is damaged',
  ],
  DependencyNotReady: [
    'The HelmRelease waits for another one that it depends on.',
    'The other one fails or is still busy',
  ],
  DriftDetected: ['Objects of the release differ from what the chart says.', 'Someone or a controller changed them'],
  DriftCorrected: [
    'Objects of the release were set back to what the chart says.',
    'Someone or a controller had changed them',
  ],
  DriftCorrectionFailed: [
    'Objects of the release could not be set back to what the chart says.',
    'The cluster refuses the change',
  ],
  PendingRelease: [
    'The release was stuck in a pending state and is being unlocked, or could not be.',
    'The controller was stopped in the midst of an upgrade',
  ],
  ValuesError: [
    "The release's values could not be put together.",
    'A ConfigMap or Secret in valuesFrom is missing',
    'The values are not valid YAML',
  ],
  InventoryBuildFailed: [
    "The list of the release's objects could not be drawn up.",
    'A manifest cannot be read',
    'The API server answers with errors',
  ],
  NamespaceCheckSkipped: [
    'Whether some objects of the release have a namespace could not be found out.',
    'Their CRD is not installed',
  ],
  AccessDenied: [
    'The release may not use the source, which lies in another namespace.',
    'References across namespaces are switched off',
  ],
  InvalidCELExpression: ['A CEL expression of the HelmRelease is not valid.', 'A typing error'],
  HealthCheckCanceled: [
    'Waiting for health was broken off as something newer has arrived.',
    'The HelmRelease or its chart was changed',
  ],
  HelmChartSyncErr: [
    'The HelmChart object for the release could not be written.',
    'Missing rights, or a webhook refuses',
  ],
  HelmChartDeleted: [
    'The HelmChart object of the release was deleted.',
    'The release was deleted or names another chart',
  ],
});
