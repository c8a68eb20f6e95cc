import { type Event, text } from '@kubernetes-events/event';
import { type OwnEvent } from '../recording/event.ts';
import { Recorder, type RecorderParts } from '../recording/recorder.ts';
import { type Workloads } from '../workload/workloads.ts';
import { causeInEvents, causeInPod, endedBySignal } from './causes.ts';
import { disruptionEvent, terminationEvent } from './event.ts';
import { type Ended, KnownEnds } from './known.ts';
import { type Pod } from './pod.ts';

export interface TerminationsParts extends RecorderParts {
  /** Whether ends with exit code 0 are recorded. */
  completed: boolean;
  workloads: Workloads | undefined;
  /** The events about a pod as they were at a version; undefined where they cannot be read. */
  eventsOf: (pod: Pod) => Promise<Event[] | undefined>;
}

/** The ends of containers, from a watch of pods. */
export class Terminations extends Recorder {
  readonly #parts: TerminationsParts;
  readonly #known: KnownEnds;

  constructor(parts: TerminationsParts) {
    const known = new KnownEnds();
    super(known, parts);
    this.#known = known;
    this.#parts = parts;
  }

  protected override recall(object: Event): void {
    const pod = object as Pod;
    this.#known.take(pod);
    const disruption = disruptionEvent(pod);
    if (disruption) {
      this.#known.takePodEnd(text(pod.metadata?.uid), text(disruption.event.reason));
    }
  }

  protected override async found(object: Event, signal: AbortSignal): Promise<OwnEvent[]> {
    const pod = object as Pod;
    const isLate = !this.#known.isComplete;
    const ended = this.#known.take(pod).filter(({ termination }) => this.#isRecorded(pod, termination));
    const found = await this.#withCauses(pod, ended);
    const disruption = disruptionEvent(pod);
    if (disruption && this.#known.takePodEnd(text(pod.metadata?.uid), text(disruption.event.reason))) {
      found.push(disruption);
    }
    const recorded = found.filter(
      ({ event }) => (!isLate || this.isSince(event.lastTimestamp)) && this.isSelected(event)
    );
    const workload = recorded.length > 0 ? await this.#workloadOf(pod, signal) : '';
    return recorded.map(({ event, own }) => ({
      event: { ...event, metadata: { ...event.metadata, managedFields: pod.metadata?.managedFields ?? null } },
      own: { ...own, metadata: { ...own.metadata, workload } },
    }));
  }

  #isRecorded(pod: Pod, { exitCode }: Ended['termination']): boolean {
    return exitCode !== 0 || this.#parts.completed || isFailedJob(pod);
  }

  async #withCauses(pod: Pod, ended: readonly Ended[]): Promise<OwnEvent[]> {
    const isOpen = ended.some(({ termination: one }) => endedBySignal(one) && !causeInPod(pod, one));
    const events = isOpen ? await this.#parts.eventsOf(pod) : undefined;
    return ended.map(({ termination, increment }) => {
      const cause = events && endedBySignal(termination) ? causeInEvents(events, termination) : '';
      return terminationEvent(pod, termination, increment, cause);
    });
  }

  async #workloadOf({ metadata }: Pod, signal: AbortSignal): Promise<string> {
    const { workloads } = this.#parts;
    const { namespace, name, uid, resourceVersion } = metadata ?? {};
    const event: Event = {
      metadata: { namespace: namespace ?? null, resourceVersion: resourceVersion ?? null },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name, uid },
    };
    const lookup = { kind: 'revision', seen: 'modified', event } as const;
    await workloads?.ready([lookup], signal);
    return workloads?.of(lookup) ?? '';
  }
}

function isFailedJob({ metadata, status }: Pod): boolean {
  const owners = (metadata?.ownerReferences ?? []) as Array<{ kind?: unknown; controller?: unknown }>;
  return status?.phase === 'Failed' && owners.some(({ kind, controller }) => kind === 'Job' && controller === true);
}
