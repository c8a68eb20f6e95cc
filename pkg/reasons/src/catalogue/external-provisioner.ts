import { entries } from '../entry.ts';
import { EXTERNAL_PROVISIONER } from '../projects.ts';

export const externalProvisioner = entries(
  {
    ...EXTERNAL_PROVISIONER,
    emitter: 'external-provisioner',
    components: ['external-provisioner', '*_*'],
    path: 'vendor/sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller/controller.go',
  },
  {
    Provisioning: [
      'N',
      'routine',
      'PersistentVolumeClaim',
      'describe storageClasses',
      'ProvisioningSucceeded ProvisioningFailed',
    ],
    ProvisioningSucceeded: [
      'N',
      'routine',
      'PersistentVolumeClaim',
      'describe pvs',
      'Provisioning',
      { path: 'vendor/sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller/volume_store.go' },
    ],
    ProvisioningFailed: [
      'W',
      'severe',
      'PersistentVolumeClaim',
      'describe storageClasses csiDrivers',
      'Provisioning kube-controller-manager/ExternalProvisioning',
    ],
    ProvisioningCleanupFailed: [
      'W',
      'trouble',
      'PersistentVolumeClaim',
      'describe pvs',
      'ProvisioningFailed',
      { path: 'vendor/sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller/volume_store.go' },
    ],
    VolumeFailedDelete: [
      'W',
      'trouble',
      'PersistentVolume',
      'describe attachments',
      'kube-controller-manager/VolumeFailedDelete',
    ],
  }
);
