import { type Entry } from '../entry.ts';
import { argoCd } from './argo-cd.ts';
import { argoRollouts } from './argo-rollouts.ts';
import { argoRolloutsTraffic } from './argo-rollouts-traffic.ts';
import { argoWorkflows } from './argo-workflows.ts';
import { autoscaling } from './autoscaling.ts';
import { batch } from './batch.ts';
import { certManagerAcme } from './cert-manager-acme.ts';
import { certManagerCertificates } from './cert-manager-certificates.ts';
import { certManagerIssuers } from './cert-manager-issuers.ts';
import { certManagerRequests } from './cert-manager-requests.ts';
import { changes } from './changes.ts';
import { cloud } from './cloud.ts';
import { clusterAutoscaler } from './cluster-autoscaler.ts';
import { controllers } from './controllers.ts';
import { externalHealthMonitor } from './external-health-monitor.ts';
import { externalProvisioner } from './external-provisioner.ts';
import { externalResizer } from './external-resizer.ts';
import { externalSecrets } from './external-secrets.ts';
import { fluxHelm } from './flux-helm.ts';
import { fluxKustomize } from './flux-kustomize.ts';
import { fluxSource } from './flux-source.ts';
import { groupSnapshots } from './group-snapshots.ts';
import { ingressNginx } from './ingress-nginx.ts';
import { istioCni } from './istio-cni.ts';
import { karpenter } from './karpenter.ts';
import { karpenterAws } from './karpenter-aws.ts';
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
import { nodeProblemDetectorOther } from './node-problem-detector-other.ts';
import { scheduler } from './scheduler.ts';
import { snapshotController } from './snapshot-controller.ts';
import { terminations } from './terminations.ts';
import { verticalPodAutoscaler } from './vertical-pod-autoscaler.ts';
import { volumes } from './volumes.ts';
import { workloads } from './workloads.ts';

/** Every entry: Kubernetes itself first, then what the collector reads of it, then the add-ons. */
export const CATALOGUE: readonly Entry[] = [
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
  ...terminations,
  ...changes,
  ...nodeProblemDetector,
  ...clusterAutoscaler,
  ...verticalPodAutoscaler,
  ...externalProvisioner,
  ...externalResizer,
  ...snapshotController,
  ...ingressNginx,
  ...certManagerCertificates,
  ...certManagerAcme,
  ...certManagerIssuers,
  ...argoCd,
  ...argoRollouts,
  ...argoWorkflows,
  ...fluxKustomize,
  ...fluxHelm,
  ...fluxSource,
  ...karpenter,
  ...istioCni,
  ...externalSecrets,
  ...groupSnapshots,
  ...externalHealthMonitor,
  ...karpenterAws,
  ...argoRolloutsTraffic,
  ...certManagerRequests,
  ...nodeProblemDetectorOther,
];
