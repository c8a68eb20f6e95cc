import { entries } from '../entry.ts';
import { KARPENTER_AWS } from '../projects.ts';

export const karpenterAws = entries(
  {
    ...KARPENTER_AWS,
    emitter: 'karpenter',
    components: ['karpenter'],
    path: 'pkg/controllers/interruption/events/events.go',
  },
  {
    SpotInterrupted: [
      'W',
      'severe',
      'Node NodeClaim',
      'node nodeClaims podsOnNode',
      'TerminatingOnInterruption SpotRebalanceRecommendation',
    ],
    SpotRebalanceRecommendation: ['N', 'notice', 'Node NodeClaim', 'node nodeClaims', 'SpotInterrupted'],
    CapacityReservationInstanceInterrupted: [
      'W',
      'severe',
      'Node NodeClaim',
      'node nodeClaims',
      'TerminatingOnInterruption',
    ],
    InstanceStopping: ['W', 'severe', 'Node NodeClaim', 'node nodeClaims', 'InstanceTerminating'],
    InstanceTerminating: ['W', 'severe', 'Node NodeClaim', 'node nodeClaims', 'InstanceStopping'],
    InstanceUnhealthy: ['W', 'severe', 'Node NodeClaim', 'node nodeClaims', 'InstanceTerminating'],
    TerminatingOnInterruption: ['W', 'notice', 'Node NodeClaim', 'node nodeClaims', 'SpotInterrupted'],
    WaitingOnNodeClaimTermination: [
      'N',
      'notice',
      'EC2NodeClass',
      'nodeClaims',
      'NodeClassNotReady',
      { path: 'pkg/controllers/nodeclass/events.go' },
    ],
    ZonalShiftActive: [
      'W',
      'severe',
      'NodePool',
      'nodeClaims karpenterLog',
      'ZonalShiftCleared',
      { path: 'pkg/cloudprovider/events/events.go' },
    ],
    ZonalShiftCleared: [
      'N',
      'notice',
      'NodePool',
      'nodeClaims',
      'ZonalShiftActive',
      { path: 'pkg/cloudprovider/events/events.go' },
    ],
  }
);
