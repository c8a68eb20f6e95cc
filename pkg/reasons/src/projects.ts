/** The version that the stack runs; the completeness test reads the reasons of this one. */
export const KUBERNETES = { repository: 'kubernetes/kubernetes', version: 'v1.37.2' } as const;

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
