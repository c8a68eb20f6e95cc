import { texts } from '../text.ts';

export const externalProvisioner = texts('external-provisioner', {
  Provisioning: ["The CSI driver's provisioner has begun to make a volume for the claim.", 'A new claim'],
  ProvisioningSucceeded: ['The volume for the claim has been made.', 'A new claim'],
  ProvisioningFailed: [
    'The CSI driver could not make a volume for the claim; the message quotes its error.',
    'Missing rights or a quota in the storage system',
    'Wrong parameters in the storage class',
    'No capacity in the zone of the node',
  ],
  ProvisioningCleanupFailed: [
    'A volume that was made but not recorded could not be removed again; it may still cost money.',
    'The storage system answers with errors',
  ],
  VolumeFailedDelete: [
    'The CSI driver could not delete the volume.',
    'It is still attached, or snapshots depend on it',
    'The storage system refuses',
  ],
});
