import { countOf, type Event, text } from '@kubernetes-events/event';
import { type OwnEvent } from '../recording/event.ts';
import { Recorder, type RecorderParts } from '../recording/recorder.ts';
import { type Workloads } from '../workload/workloads.ts';
import { causeInEvents, causeInPod, endedBySignal } from './causes.ts';
import { endOf, EVICTED, podEnd, terminationEvent } from './event.ts';
import { type Ended, KnownEnds } from './known.ts';
import { type Pod } from './pod.ts';
import { type Termination } from './termination.ts';

export interface TerminationsParts extends RecorderParts {
  /** Whether ends with exit code 0 are recorded. */
  completed: boolean;
  workloads: Workloads | undefined;
  /** The events about a pod as they were at a version; undefined where they cannot be read. */
  eventsOf: (pod: Pod) => Promise<Event[] | undefined>;
}

/** The ends of containers, from a watch of pods. */
export class Terminations extends Recorder<KnownEnds> {
  readonly #parts: TerminationsParts;

  constructor(parts: TerminationsParts) {
    super(new KnownEnds(), parts);
    this.#parts = parts;
  }

  protected override recall(object: Event): void {
    const pod = object as Pod;
    this.known.take(pod);
    this.#newEnd(pod);
  }

  protected override async found(object: Event, signal: AbortSignal): Promise<OwnEvent[]> {
    const pod = object as Pod;
    const ended = this.known.take(pod).filter(({ termination }) => this.#isRecorded(pod, termination));
    const all = [...(await this.#withCauses(pod, ended)), ...(await this.#unwrittenEnd(pod))];
    const recorded = all.filter(({ event }) => this.isSelected(event));
    const workload = recorded.length > 0 ? await this.#workloadOf(pod, signal) : '';
    return recorded.map(({ event, own }) => ({
      event: { ...event, metadata: { ...event.metadata, managedFields: pod.metadata?.managedFields ?? null } },
      own: { ...own, metadata: { ...own.metadata, workload } },
    }));
  }

  /** The end of the pod itself, if it is new and no Event says so, or ever will. */
  async #unwrittenEnd(pod: Pod): Promise<OwnEvent[]> {
    const end = this.#newEnd(pod);
    if (end?.event.reason !== EVICTED) {
      return end ? [end] : [];
    }
    const events = await this.#parts.eventsOf(pod);
    return events && isDropped(EVICTED, events) ? [end] : [];
  }

  #newEnd(pod: Pod): OwnEvent | undefined {
    const end = podEnd(pod);
    const isNew = end && this.known.takePodEnd(text(pod.metadata?.uid), text(end.event.reason));
    return isNew && this.#isNewAt(end.event.lastTimestamp) ? end : undefined;
  }

  #isRecorded(pod: Pod, termination: Termination): boolean {
    const isWanted = termination.exitCode !== 0 || this.#parts.completed || isFailedJob(pod);
    return isWanted && this.#isNewAt(endOf(pod, termination));
  }

  /** Whether what happened at this time to a pod that was not known is not recorded yet. */
  #isNewAt(time: unknown): boolean {
    return this.known.isComplete || this.isSince(time);
  }

  async #withCauses(pod: Pod, ended: readonly Ended[]): Promise<OwnEvent[]> {
    const causes = ended.map(({ termination }) => causeInPod(pod, termination));
    const isOpen = ended.map(({ termination }, at) => causes[at] === '' && endedBySignal(termination));
    const events = isOpen.includes(true) ? await this.#parts.eventsOf(pod) : undefined;
    return ended.map(({ termination, increment }, at) => {
      const cause = events && isOpen[at] ? causeInEvents(events, termination) : causes[at]!;
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

/**
 * How many Warnings about an object the kubelet sends before it drops one; after them, it sends one each five minutes.
 *
 * Source: https://github.com/kubernetes/client-go/blob/v0.37.2/tools/record/events_cache.go (`defaultSpamBurst`)
 */
const WARNINGS_SENT = 25;

/**
 * Whether the kubelet dropped a Warning. One that it did not drop may come after the status that it explains, and would
 * then be there twice: so too few Warnings before it mean that it is on its way, or has expired.
 */
function isDropped(reason: string, about: readonly Event[]): boolean {
  const warnings = about.filter(({ type, source }) => type === 'Warning' && source?.component === 'kubelet');
  const sent = warnings.reduce((sum, event) => sum + countOf(event), 0);
  return sent >= WARNINGS_SENT && !about.some((event) => event.reason === reason);
}
