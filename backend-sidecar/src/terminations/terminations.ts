import { type Event, nanosOf, text } from '@kubernetes-events/event';
import { type Resumption } from '../checkpoint/checkpoint.ts';
import { type Position } from '../checkpoint/position.ts';
import { compareVersions, versionOf } from '../checkpoint/resource-version.ts';
import { type Output } from '../watch/state.ts';
import { type Workloads } from '../workload/workloads.ts';
import { causeInEvents, causeInPod, endedBySignal } from './causes.ts';
import { disruptionEvent, type OwnEvent, terminationEvent } from './event.ts';
import { type Ended, KnownEnds } from './known.ts';
import { type Pod } from './pod.ts';

/** How much earlier than a position its containers may have ended whose ends were not recorded with it. */
const LATE_NS = 120_000_000_000n;

export interface TerminationsParts {
  /** Whether ends with exit code 0 are recorded. */
  completed: boolean;
  floors: Resumption['floors'];
  /** When the position was reached, as RFC 3339: where a pod is not known, ends before that are recorded already. */
  since: string;
  /** The field selector for the events. */
  selects: (event: Event) => boolean;
  workloads: Workloads | undefined;
  /** The events about a pod as they were at a version; undefined where they cannot be read. */
  eventsOf: (pod: Pod) => Promise<Event[] | undefined>;
}

/**
 * The ends of containers, from a watch of pods. Exactly once: a leader that takes over reads the pods as they were at the
 * checkpoint's version, which shows which ends are recorded; each end's entry depends on that end alone.
 */
export class Terminations {
  readonly #parts: TerminationsParts;
  readonly #known = new KnownEnds();
  readonly #sinceNs: bigint;

  constructor(parts: TerminationsParts) {
    this.#parts = parts;
    this.#sinceNs = (nanosOf(parts.since) ?? 0n) - LATE_NS;
  }

  /** A list of the pods begins. */
  listing(): void {
    this.#known.listing();
  }

  /** What the watch of pods found, as entries to deliver; each position comes with the last entry before it. */
  async outputsOf(outputs: readonly Output[], signal: AbortSignal): Promise<Output[]> {
    const own: Output[] = [];
    for (const output of outputs) {
      own.push(...(await this.#outputsOf(output, signal)));
    }
    return own;
  }

  async #outputsOf(output: Output, signal: AbortSignal): Promise<Output[]> {
    switch (output.kind) {
      case 'complete':
        this.#known.completed();
        return [];
      case 'recalled':
        this.#recall(output.event as Pod);
        return [];
      case 'revision':
      case 'deleted': {
        const pod = output.event as Pod;
        const found = this.#isBelow(pod) ? this.#recall(pod) : await this.#found(pod, signal);
        if (output.kind === 'deleted') {
          this.#known.forget(pod);
        }
        return this.#entries(found, output);
      }
      case 'position':
        return [{ ...output, position: this.#timed(output.position) }];
      case 'unreadable':
        return [output];
    }
  }

  /** Notes what is recorded already. */
  #recall(pod: Pod): OwnEvent[] {
    this.#known.take(pod);
    const disruption = disruptionEvent(pod);
    if (disruption) {
      this.#known.takePodEnd(text(pod.metadata?.uid), text(disruption.event.reason));
    }
    return [];
  }

  async #found(pod: Pod, signal: AbortSignal): Promise<OwnEvent[]> {
    const isLate = !this.#known.isComplete;
    const ended = this.#known.take(pod).filter(({ termination }) => this.#isRecorded(pod, termination));
    const found = await this.#withCauses(pod, ended);
    const disruption = disruptionEvent(pod);
    if (disruption && this.#known.takePodEnd(text(pod.metadata?.uid), text(disruption.event.reason))) {
      found.push(disruption);
    }
    const recorded = found.filter(
      ({ event }) => (!isLate || (nanosOf(event.lastTimestamp) ?? 0n) >= this.#sinceNs) && this.#parts.selects(event)
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

  #isBelow(pod: Pod): boolean {
    const floor = this.#parts.floors[text(pod.metadata?.namespace)];
    const version = versionOf(pod);
    return floor !== undefined && version !== '' && compareVersions(version, floor) <= 0;
  }

  /** What was found as outputs, the position with the last of them. */
  #entries(found: readonly OwnEvent[], output: Extract<Output, { kind: 'revision' | 'deleted' }>): Output[] {
    const seen = output.kind === 'revision' ? output.seen : 'modified';
    const entries = found.map(({ event, own }) => ({ kind: 'revision' as const, event, seen, own }));
    const position = output.position && this.#timed(output.position);
    const last = entries.pop();
    if (!last) {
      return position ? [{ kind: 'position', position }] : [];
    }
    return [...entries, position ? { ...last, position } : last];
  }

  /** The position with the time up to which ends are recorded: of a list in progress, that from before it. */
  #timed(position: Position): Position {
    const isWhole = this.#known.isComplete && !position.list && !position.parts;
    return { ...position, time: isWhole ? new Date().toISOString() : this.#parts.since };
  }
}

function isFailedJob({ metadata, status }: Pod): boolean {
  const owners = (metadata?.ownerReferences ?? []) as Array<{ kind?: unknown; controller?: unknown }>;
  return status?.phase === 'Failed' && owners.some(({ kind, controller }) => kind === 'Job' && controller === true);
}
