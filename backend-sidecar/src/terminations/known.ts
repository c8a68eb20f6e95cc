import { text } from '@kubernetes-events/event';
import { Known } from '../recording/known.ts';
import { type Pod } from './pod.ts';
import { type Run, runsOf, type Termination } from './termination.ts';

/** The last end of a container that is known: its container ID, empty for one that the status had no more of. */
interface Last {
  id: string;
  restarts: number;
}

/** What ended with a revision of a pod, for the first time. */
export interface Ended {
  termination: Termination;
  /** How many ends it stands for: its own, and those before it that no revision showed. */
  increment: number;
}

/**
 * What of each pod is recorded: for each container that has ended, which end was the last, and whether the pod's own end
 * was. Nothing is kept of other containers, which are most.
 */
export class KnownEnds extends Known<Map<string, Last>> {
  /** Takes the pod's state in. Returns what is new in it. */
  take(pod: Pod): Ended[] {
    const uid = text(pod.metadata?.uid);
    const runs = runsOf(pod);
    if (runs.length === 0) {
      return [];
    }
    const known = this.get(uid) ?? new Map<string, Last>();
    this.set(uid, known);
    return runs.flatMap((run) => this.#takeRun(known, run));
  }

  #takeRun(known: Map<string, Last>, { container, ended, restarts }: Run): Ended[] {
    const fresh: Ended[] = [];
    for (const termination of ended) {
      const last = known.get(container);
      if (last && isKnown(termination, last)) {
        continue;
      }
      const unseen = termination.restarts - (last?.restarts ?? -1);
      fresh.push({ termination, increment: last || this.isComplete ? Math.max(1, unseen) : 1 });
      known.set(container, { id: termination.id, restarts: termination.restarts });
    }
    if (ended.length === 0 && !known.has(container)) {
      known.set(container, { id: '', restarts: restarts - 1 });
    }
    return fresh;
  }

  /** Whether a pod's own end is new. */
  takePodEnd(uid: string, reason: string): boolean {
    const known = this.get(uid) ?? new Map<string, Last>();
    // No container has an empty name.
    const isNew = known.get('')?.id !== reason;
    this.set(uid, known.set('', { id: reason, restarts: 0 }));
    return isNew;
  }
}

/** An end without a container ID is reported of a container that the kubelet lost, and once more where its run had ended. */
function isKnown({ id, restarts }: Termination, last: Last): boolean {
  return id === '' ? restarts <= last.restarts : id === last.id || restarts < last.restarts;
}
