import { events, type Label, occurrences } from '../logql.ts';
import { TROUBLES, type Trouble } from '../troubles.ts';
import { ALARM, eventsLink, type Panel, WARN } from './panel.ts';
import { stat } from './panels.ts';

const WHAT_TO_DO: Record<keyof typeof TROUBLES, string> = {
  crashes:
    'Restarts of containers that keep exiting. Look at the exit code and at the log of the container before: `kubectl logs POD --previous`.',
  containerMemory:
    'Containers that the kernel killed for using more memory than their limit, or than the node had. Compare the limit with what they need.',
  deaths:
    'Times that a container ended with an exit code other than 0. The details of the event say what the code means.',
  scheduling: 'Times that the scheduler found no node for a pod. The message counts what ruled the nodes out.',
  images: 'Image pulls that failed. Check the name, the tag and the pull secret.',
  mounts: 'Volumes that could not be attached or mounted. Check the Secret, ConfigMap or claim that the message names.',
  probes: 'Liveness, readiness and startup probes that failed.',
  evictions: 'Pods that had to go: a node short of disk or memory, a taint, or a pod of higher priority.',
  memory: 'Processes that the kernel killed because a node or a cgroup had no memory left.',
  nodes: 'How often a node stopped responding. `kubectl describe node` shows its conditions.',
};

const SERIOUS = new Set<string>(['containerMemory', 'memory', 'nodes']);

/** How often a trouble came up, each with its events behind it. */
export function troubleStats(
  labels: readonly Label[],
  names: ReadonlyArray<keyof typeof TROUBLES>,
  w: number
): Panel[] {
  return names.map((name) => {
    const trouble: Trouble = TROUBLES[name];
    return stat({
      title: trouble.title,
      description: WHAT_TO_DO[name],
      size: [w, 3],
      expr: occurrences(events(labels, trouble), []),
      thresholds: SERIOUS.has(name) ? ALARM : WARN,
      links: [eventsLink(...trouble.link)],
    });
  });
}
