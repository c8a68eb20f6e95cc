import { entries } from '../entry.ts';
import { KUBERNETES } from '../projects.ts';

export const scheduler = entries(
  {
    ...KUBERNETES,
    emitter: 'default-scheduler',
    components: ['default-scheduler'],
    path: 'pkg/scheduler/schedule_one.go',
  },
  {
    Scheduled: ['N', 'routine', 'Pod', 'describe', 'FailedScheduling kubelet/Pulling'],
    FailedScheduling: [
      'W',
      'trouble',
      'Pod',
      'describe nodes allocatable pvcs history',
      'Scheduled Preempted cluster-autoscaler/NotTriggerScaleUp',
    ],
    Preempted: [
      'N',
      'trouble',
      'Pod',
      'describe priorities',
      'FailedScheduling kubelet/Preempting',
      { path: 'pkg/scheduler/framework/preemption/executor.go' },
    ],
    BindingConditionsPending: [
      'N',
      'notice',
      'Pod',
      'describe resourceClaims',
      'FailedScheduling',
      { path: 'pkg/scheduler/framework/plugins/dynamicresources/dynamicresources.go' },
    ],
  }
);
