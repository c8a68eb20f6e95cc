import { entries } from '../entry.ts';
import { EXTERNAL_HEALTH_MONITOR } from '../projects.ts';

export const externalHealthMonitor = entries(
  {
    ...EXTERNAL_HEALTH_MONITOR,
    emitter: 'external-health-monitor',
    components: ['csi-pv-monitor-controller*'],
    path: 'pkg/controller/node_watcher.go',
  },
  {
    NodeFailed: [
      'W',
      'severe',
      'PersistentVolumeClaim',
      'describe nodes',
      'NodeRecovered kube-controller-manager/NodeNotReady:node',
    ],
    NodeRecovered: ['W', 'notice', 'PersistentVolumeClaim', 'describe nodes', 'NodeFailed'],
    VolumeConditionAbnormal: [
      'W',
      'severe',
      'PersistentVolumeClaim',
      'describe pvs',
      'VolumeConditionNormal',
      { path: 'pkg/csi-handler/pv_checker.go' },
    ],
    VolumeConditionNormal: [
      'N',
      'notice',
      'PersistentVolumeClaim',
      'describe pvs',
      'VolumeConditionAbnormal',
      { path: 'pkg/csi-handler/pv_checker.go' },
    ],
  }
);
