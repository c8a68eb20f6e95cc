import { entries } from '../entry.ts';
import { KUBERNETES } from '../projects.ts';

export const kubeletImages = entries(
  { ...KUBERNETES, emitter: 'kubelet', components: ['kubelet'], path: 'pkg/kubelet/images/image_manager.go' },
  {
    Pulling: ['N', 'routine', 'Pod', 'describe', 'Pulled Failed:pull'],
    Pulled: ['N', 'routine', 'Pod', 'describe images', 'Pulling'],
    'Failed:pull': [
      'W',
      'trouble',
      'Pod',
      'describe images pullSecrets serviceAccounts',
      'BackOff:image ErrImageNeverPull FailedToRetrieveImagePullSecret',
      { says: /pull image|^Error: (?:ErrImage|Image|InvalidImageName|Registry|SignatureValidation)|image tag/ },
    ],
    'BackOff:image': [
      'N',
      'trouble',
      'Pod',
      'describe images pullSecrets serviceAccounts history',
      'Failed:pull Pulling BackOff:container',
      { says: /pulling image/ },
    ],
    InspectFailed: ['W', 'trouble', 'Pod', 'describe images runtimeImages', 'Failed:pull ErrImageNeverPull'],
    ErrImageNeverPull: ['W', 'trouble', 'Pod', 'describe images runtimeImages', 'Failed:pull InspectFailed'],
    FailedToRetrieveImagePullSecret: [
      'W',
      'notice',
      'Pod',
      'describe pullSecrets serviceAccounts',
      'Failed:pull BackOff:image',
      { path: 'pkg/kubelet/kubelet.go' },
    ],
    ImageGCFailed: [
      'W',
      'trouble',
      'Node',
      'node disk kubeletLog',
      'FreeDiskSpaceFailed ContainerGCFailed',
      { path: 'pkg/kubelet/kubelet.go' },
    ],
    FreeDiskSpaceFailed: [
      'W',
      'trouble',
      'Node',
      'node disk runtimeImages',
      'ImageGCFailed NodeHasDiskPressure EvictionThresholdMet',
      { path: 'pkg/kubelet/images/image_gc_manager.go' },
    ],
    InvalidDiskCapacity: [
      'W',
      'notice',
      'Node',
      'node disk kubeletLog',
      'ImageGCFailed',
      { path: 'pkg/kubelet/images/image_gc_manager.go' },
    ],
    InvalidImageID: [
      'W',
      'notice',
      'Node',
      'runtimeImages',
      'ImageGCFailed',
      { path: 'pkg/kubelet/images/image_gc_manager.go' },
    ],
    ContainerGCFailed: [
      'W',
      'trouble',
      'Node',
      'node runtime kubeletLog',
      'ImageGCFailed',
      { path: 'pkg/kubelet/kubelet.go' },
    ],
  }
);
