import { texts } from '../text.ts';

export const karpenterAws = texts('karpenter', {
  SpotInterrupted: ['The cloud takes the spot instance back within two minutes.', 'It needs the capacity'],
  SpotRebalanceRecommendation: [
    'The spot instance is likely to be taken back soon.',
    'Capacity of this instance type is getting scarce',
  ],
  CapacityReservationInstanceInterrupted: [
    'The cloud takes back an instance of a capacity reservation.',
    'The reservation ends or is reclaimed',
  ],
  InstanceStopping: ["The node's machine is being stopped.", 'Someone or the cloud stops it outside of Karpenter'],
  InstanceTerminating: ["The node's machine is being deleted.", 'Someone or the cloud deletes it outside of Karpenter'],
  InstanceUnhealthy: ["The cloud plans work on the node's machine or found it unhealthy.", 'Hardware maintenance'],
  TerminatingOnInterruption: [
    'The node is being emptied since its machine is going away.',
    'The cloud announced an interruption',
  ],
  WaitingOnNodeClaimTermination: [
    'The node class is not deleted yet, since nodes still use it.',
    'Someone deleted the node class',
  ],
  ZonalShiftActive: [
    'No nodes are made in a zone since the cloud is shifting load away from it.',
    'The cloud or someone found the zone impaired',
  ],
  ZonalShiftCleared: ['Nodes are made in the zone again.', 'The shift of load away from it is over'],
});
