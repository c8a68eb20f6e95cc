import { texts } from '../text.ts';

export const volumes = texts('kube-controller-manager', {
  WaitForFirstConsumer: [
    'The claim waits for a pod that uses it, so that the volume is made where that pod runs.',
    'No pod uses the claim yet',
  ],
  WaitForPodScheduled: ['The claim waits until the pod that uses it is scheduled.', 'That pod cannot be scheduled'],
  'FailedBinding:claim': [
    'The claim cannot be bound to a volume.',
    'No volume fits, and no storage class is set to make one',
    'The volume that it names belongs to another claim',
  ],
  'FailedBinding:ephemeral': [
    'The claim for a generic ephemeral volume of the pod could not be made.',
    'A claim of that name exists and belongs to something else',
    'A quota refuses',
  ],
  VolumeMismatch: [
    'The volume that the claim asks for does not fit it.',
    'Too small, or another storage class, access mode or volume mode',
  ],
  ClaimLost: [
    'The volume that the claim was bound to is gone; its data may be lost.',
    'Someone deleted the PersistentVolume',
  ],
  ClaimMisbound: ['Two claims point at the same volume.', 'Objects restored from a backup', 'volumeName set by hand'],
  ExternalProvisioning: [
    'The claim waits for an outside provisioner, mostly a CSI driver, to make its volume.',
    'Often repeated: that driver is not installed or does not work',
  ],
  ProvisioningFailed: [
    'The volume for the claim could not be made.',
    'The storage class does not exist or has wrong parameters',
    'The cloud or storage system refuses',
  ],
  ProvisioningCleanupFailed: [
    'A volume that was made but not recorded could not be removed again; it may still cost money.',
    'The storage system answers with errors',
  ],
  ProvisioningSucceeded: ['The volume for the claim has been made.', 'A new claim'],
  VolumeDelete: ['Deleting the volume has to wait or failed for now.', 'It is still attached or in use'],
  VolumeFailedDelete: ['The volume could not be deleted.', 'It is still attached', 'The storage system refuses'],
  VolumeRecycled: [
    'The volume was wiped and can be claimed again.',
    'The reclaim policy is Recycle, which is deprecated',
  ],
  VolumeFailedRecycle: [
    'The volume could not be wiped.',
    'The pod that wipes it failed',
    "The volume's type cannot be recycled",
  ],
  VolumeUnknownReclaimPolicy: [
    "The volume's reclaim policy is not one that the controller knows.",
    'A typing error in an object that bypassed validation',
  ],
  RecyclerPod: ['Something that happened to the pod that wipes the volume.', 'The reclaim policy is Recycle'],
  SuccessfulAttachVolume: ["The volume is attached to the pod's node.", 'The pod is about to start'],
  FailedAttachVolume: [
    "The volume could not be attached to the pod's node.",
    'It is still attached to another node (Multi-Attach error)',
    'The node has no room for more volumes, or lies in another zone',
    'The CSI driver does not answer',
  ],
  ExternalExpanding: [
    'The claim waits for an outside resizer, mostly a CSI driver, to grow its volume.',
    'That driver cannot grow volumes or does not run',
  ],
  MultipleSELinuxLabels: [
    'Containers of the pod use the same volume with different SELinux labels.',
    'seLinuxOptions differ between containers',
  ],
  SELinuxLabelConflict: [
    'Another pod uses the same volume with a different SELinux label; a newer version may refuse that.',
    'Pods with different seLinuxOptions share a volume',
  ],
  SELinuxChangePolicyConflict: [
    'Another pod uses the same volume with a different seLinuxChangePolicy; a newer version may refuse that.',
    'Pods with different policies share a volume',
  ],
});
