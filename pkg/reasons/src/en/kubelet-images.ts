import { texts } from '../text.ts';

export const kubeletImages = texts('kubelet', {
  Pulling: ['The kubelet has begun to pull the image.', 'The image is not on the node, or imagePullPolicy is Always'],
  Pulled: [
    'The image is on the node: just pulled, with how long it took, or there already.',
    'A container is about to be created',
  ],
  'Failed:pull': [
    'The image could not be pulled (ErrImagePull).',
    "A typing error in the image's name or tag, or the tag was removed",
    'The registry wants credentials that are missing or wrong',
    'The node does not reach the registry: DNS, proxy, certificate',
    'The registry limits the rate of pulls',
  ],
  'BackOff:image': [
    'Pulling the image has failed several times; the kubelet waits longer before each new try (ImagePullBackOff).',
    "A typing error in the image's name or tag, or the tag was removed",
    'Credentials for the registry are missing or wrong',
    'The registry is not reachable from the node',
  ],
  InspectFailed: [
    'The kubelet could not look the image up on the node.',
    "The image's name is not well formed",
    'The container runtime does not answer',
  ],
  ErrImageNeverPull: [
    'The image is not on the node, and imagePullPolicy Never forbids to pull it.',
    'The image was not loaded onto this node',
    'imagePullPolicy was set to Never by mistake',
  ],
  FailedToRetrieveImagePullSecret: [
    'A pull secret that the pod names does not exist; the pull is tried without it.',
    'The Secret was not created in this namespace',
    'Its name is misspelt in the pod or its service account',
  ],
  ImageGCFailed: [
    'Removing unused images from the node failed.',
    'The container runtime does not answer, or has only just started',
    'The disk is full with things other than images',
  ],
  FreeDiskSpaceFailed: [
    'Removing unused images freed less disk space than needed.',
    'Nearly all images are in use',
    'Logs, emptyDir volumes or other files fill the disk',
  ],
  InvalidDiskCapacity: [
    "The image file system's capacity was reported as zero, so it cannot clean up images.",
    'Common once while the container runtime is starting',
    "The runtime's statistics do not work",
  ],
  InvalidImageID: [
    'An image without a valid id was found and left out of the clean-up.',
    "The container runtime's image store is damaged",
  ],
  ContainerGCFailed: [
    'Removing dead containers from the node failed.',
    'The container runtime does not answer',
    'A container cannot be removed since its mounts are busy',
  ],
});
