/** The version that the stack runs; the completeness test reads the reasons of this one. */
export const KUBERNETES = { repository: 'kubernetes/kubernetes', version: 'v1.37.2' } as const;

export const CONTAINERD = { repository: 'containerd/containerd', version: 'v2.2.5' } as const;
export const NODE_PROBLEM_DETECTOR = { repository: 'kubernetes/node-problem-detector', version: 'v1.36.0' } as const;
export const CLUSTER_AUTOSCALER = {
  repository: 'kubernetes/autoscaler',
  version: 'cluster-autoscaler-1.36.1',
} as const;
export const VERTICAL_POD_AUTOSCALER = {
  repository: 'kubernetes/autoscaler',
  version: 'vertical-pod-autoscaler-1.7.1',
} as const;
export const EXTERNAL_PROVISIONER = { repository: 'kubernetes-csi/external-provisioner', version: 'v6.3.0' } as const;
export const EXTERNAL_RESIZER = { repository: 'kubernetes-csi/external-resizer', version: 'v2.2.1' } as const;
export const EXTERNAL_SNAPSHOTTER = { repository: 'kubernetes-csi/external-snapshotter', version: 'v8.6.0' } as const;
export const INGRESS_NGINX = { repository: 'kubernetes/ingress-nginx', version: 'controller-v1.15.1' } as const;
export const CERT_MANAGER = { repository: 'cert-manager/cert-manager', version: 'v1.21.1' } as const;
export const ARGO_CD = { repository: 'argoproj/argo-cd', version: 'v3.5.1' } as const;
export const ARGO_ROLLOUTS = { repository: 'argoproj/argo-rollouts', version: 'v1.9.1' } as const;
export const ARGO_WORKFLOWS = { repository: 'argoproj/argo-workflows', version: 'v4.1.2' } as const;
export const KUSTOMIZE_CONTROLLER = { repository: 'fluxcd/kustomize-controller', version: 'v1.9.4' } as const;
export const HELM_CONTROLLER = { repository: 'fluxcd/helm-controller', version: 'v1.6.3' } as const;
export const SOURCE_CONTROLLER = { repository: 'fluxcd/source-controller', version: 'v1.9.1' } as const;
export const KARPENTER = { repository: 'kubernetes-sigs/karpenter', version: 'v1.14.1' } as const;
export const ISTIO = { repository: 'istio/istio', version: '1.30.3' } as const;
export const EXTERNAL_SECRETS = { repository: 'external-secrets/external-secrets', version: 'v2.9.0' } as const;
export const EXTERNAL_HEALTH_MONITOR = {
  repository: 'kubernetes-csi/external-health-monitor',
  version: 'v0.18.0',
} as const;
export const KARPENTER_AWS = { repository: 'aws/karpenter-provider-aws', version: 'v1.14.1' } as const;
