import { texts } from '../text.ts';

export const scheduler = texts('default-scheduler', {
  Scheduled: ['The scheduler has chosen a node for the pod.', 'A new pod'],
  FailedScheduling: [
    'No node fits the pod, so it stays Pending; the message counts what ruled the nodes out.',
    'Requests for CPU, memory or devices exceed what is free',
    'Taints without a toleration, node selectors, affinity or spread rules that no node meets',
    'A volume claim that is not bound, or bound in another zone',
  ],
  Preempted: [
    'The scheduler removed this pod to make room for one of higher priority.',
    'The cluster is full',
    'A PriorityClass that is too high, or missing on this pod',
  ],
  BindingConditionsPending: [
    'The pod has a node, but its devices are still being made ready before it is bound.',
    'A device that is attached over a fabric takes a while',
  ],
});
