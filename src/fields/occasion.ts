import { type EventRecord, OWN_COMPONENT } from '@kubernetes-events/event';

/** What the collector records beside the events of Kubernetes. */
export type Occasion = 'death' | 'change';

const CHANGES = new Set(['NewRevision', 'RolledBack', 'ConfigurationChanged']);

/** Whether an entry is the end of a container or pod, or a change of a workload or its configuration; undefined for Kubernetes' own events. */
export function occasionOf({ component, kind, type, reason }: EventRecord): Occasion | undefined {
  if (component !== OWN_COMPONENT) {
    return undefined;
  }
  if (CHANGES.has(reason)) {
    return 'change';
  }
  // What ends as it should is no death.
  return kind === 'Pod' && type === 'Warning' ? 'death' : undefined;
}
