import { texts } from '../text.ts';

export const externalHealthMonitor = texts('external-health-monitor', {
  NodeFailed: ['The node that uses the volume has failed.', 'The machine is off or has lost its network'],
  NodeRecovered: ['The node that uses the volume is well again.', 'The machine came back'],
  VolumeConditionAbnormal: [
    'The CSI driver reports that the volume is not well; the message says how.',
    'The volume is gone in the storage system',
    'Errors of the storage system',
  ],
  VolumeConditionNormal: ['The volume is well again.', 'What was reported before is mended'],
});
