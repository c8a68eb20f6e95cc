import { entries } from '../entry.ts';
import { KUBERNETES } from '../projects.ts';

export const leaderElection = entries(
  {
    ...KUBERNETES,
    emitter: 'leader-election',
    components: [],
    path: 'staging/src/k8s.io/client-go/tools/leaderelection/resourcelock/leaselock.go',
  },
  {
    LeaderElection: [
      'N',
      'notice',
      'Lease ConfigMap Endpoints',
      'leases history',
      'default-scheduler/FailedScheduling',
    ],
  }
);
