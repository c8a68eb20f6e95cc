import { type Language } from '../text.ts';
import { autoscaling } from './autoscaling.ts';
import { batch } from './batch.ts';
import { cloud } from './cloud.ts';
import { clusterAutoscaler } from './cluster-autoscaler.ts';
import { controllers } from './controllers.ts';
import { externalProvisioner } from './external-provisioner.ts';
import { externalResizer } from './external-resizer.ts';
import { kubeApiserver } from './kube-apiserver.ts';
import { kubeProxy } from './kube-proxy.ts';
import { kubeletAdmission } from './kubelet-admission.ts';
import { kubeletContainers } from './kubelet-containers.ts';
import { kubeletImages } from './kubelet-images.ts';
import { kubeletNode } from './kubelet-node.ts';
import { kubeletPods } from './kubelet-pods.ts';
import { kubeletVolumes } from './kubelet-volumes.ts';
import { leaderElection } from './leader-election.ts';
import { nodeLifecycle } from './node-lifecycle.ts';
import { nodeProblemDetector } from './node-problem-detector.ts';
import { scheduler } from './scheduler.ts';
import { verticalPodAutoscaler } from './vertical-pod-autoscaler.ts';
import { volumes } from './volumes.ts';
import { workloads } from './workloads.ts';

/** The catalogue's sentences in Simplified Chinese. */
const language: Language = {
  code: 'zh-Hans',
  seriousness: {
    routine: '常规',
    notice: '值得留意',
    trouble: '故障',
    severe: '严重',
  },
  texts: {
    ...kubeletContainers,
    ...kubeletImages,
    ...kubeletPods,
    ...kubeletAdmission,
    ...kubeletVolumes,
    ...kubeletNode,
    ...scheduler,
    ...kubeProxy,
    ...kubeApiserver,
    ...leaderElection,
    ...workloads,
    ...batch,
    ...autoscaling,
    ...nodeLifecycle,
    ...volumes,
    ...controllers,
    ...cloud,
    ...nodeProblemDetector,
    ...clusterAutoscaler,
    ...verticalPodAutoscaler,
    ...externalProvisioner,
    ...externalResizer,
  },
};

export default language;
