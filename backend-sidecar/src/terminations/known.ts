import { text } from '@kubernetes-events/event';
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
export class KnownEnds {
  readonly #pods = new Map<string, Map<string, Last>>();
  /** The pods with ends that a list in progress has had. */
  #listed: Set<string> | undefined;
  #isComplete = false;

  /** Whether every pod was seen once: then the first end of a container that comes is new. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  get size(): number {
    return this.#pods.size;
  }

  /** Takes the pod's state in. Returns what is new in it. */
  take(pod: Pod): Ended[] {
    const uid = text(pod.metadata?.uid);
    const runs = runsOf(pod);
    if (runs.length === 0) {
      return [];
    }
    const known = this.#pods.get(uid) ?? new Map<string, Last>();
    this.#pods.set(uid, known);
    this.#listed?.add(uid);
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
      fresh.push({ termination, increment: last || this.#isComplete ? Math.max(1, unseen) : 1 });
      known.set(container, { id: termination.id, restarts: termination.restarts });
    }
    if (ended.length === 0 && !known.has(container)) {
      known.set(container, { id: '', restarts: restarts - 1 });
    }
    return fresh;
  }

  /** Whether a pod's own end is new. */
  takePodEnd(uid: string, reason: string): boolean {
    const known = this.#pods.get(uid) ?? new Map<string, Last>();
    // No container has an empty name.
    const isNew = known.get('')?.id !== reason;
    this.#pods.set(uid, known.set('', { id: reason, restarts: 0 }));
    this.#listed?.add(uid);
    return isNew;
  }

  forget(pod: Pod): void {
    this.#pods.delete(text(pod.metadata?.uid));
  }

  /** A list begins; until it is {@link completed}, those that it has are noted. */
  listing(): void {
    this.#listed = new Set();
  }

  /** Every pod was seen: what was not there is gone. */
  completed(): void {
    for (const uid of this.#listed ? this.#pods.keys() : []) {
      if (!this.#listed?.has(uid)) {
        this.#pods.delete(uid);
      }
    }
    this.#listed = undefined;
    this.#isComplete = true;
  }
}

/** An end without a container ID is reported of a container that the kubelet lost, and once more where its run had ended. */
function isKnown({ id, restarts }: Termination, last: Last): boolean {
  return id === '' ? restarts <= last.restarts : id === last.id || restarts < last.restarts;
}
