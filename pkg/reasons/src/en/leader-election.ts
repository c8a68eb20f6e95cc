import { texts } from '../text.ts';

export const leaderElection = texts('leader-election', {
  LeaderElection: [
    'A replica became the leader or stopped leading.',
    'A start, update or restart of the component',
    'Often repeated: the leader does not reach the API server in time',
  ],
});
