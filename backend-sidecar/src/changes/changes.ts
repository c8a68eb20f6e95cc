import { type Event, text } from '@kubernetes-events/event';
import { newestTime } from '../kubernetes/managed-fields.ts';
import { type OwnEvent } from '../recording/event.ts';
import { Known } from '../recording/known.ts';
import { Recorder, type RecorderParts } from '../recording/recorder.ts';
import { revisionEvent } from './event.ts';
import { numberBefore, numberBelow, numberOf, type Owner, ownerOf, type Revision, wasBefore } from './revision.ts';
import { fieldsOf } from './template.ts';
import { whoChanged } from './who.ts';

/** What is read from the API server as it was at a version; undefined where it cannot be read. */
export interface Read {
  owner(owner: Owner, version: string, signal: AbortSignal): Promise<Event | undefined>;
  /** All revisions in a namespace. @param labels those that they have at least */
  revisions(
    namespace: string,
    labels: Record<string, unknown>,
    version: string,
    signal: AbortSignal
  ): Promise<Revision[] | undefined>;
}

/** New revisions of workloads, from a watch of ReplicaSets or ControllerRevisions. */
export class Changes extends Recorder<Known<number>> {
  readonly #read: Read;

  constructor(parts: RecorderParts & { read: Read }) {
    // The number of each revision. A rollback gives one that is known a higher number.
    super(new Known(), parts);
    this.#read = parts.read;
  }

  protected override recall(object: Event): void {
    const number = numberOf(object as Revision);
    if (number > 0) {
      const uid = text(object.metadata?.uid);
      this.known.set(uid, Math.max(number, this.known.get(uid) ?? 0));
    }
  }

  protected override async found(object: Event, signal: AbortSignal): Promise<OwnEvent[]> {
    const revision = object as Revision;
    const known = this.known.get(text(object.metadata?.uid));
    this.recall(object);
    const owner = ownerOf(revision);
    if (!owner || numberOf(revision) <= (known ?? 0)) {
      return [];
    }
    const found = await (known === undefined && !this.#isCreated(revision)
      ? this.#lateRollback(owner, revision, signal)
      : this.#event(owner, revision, known, signal));
    return found && this.isSelected(found.event) ? [found] : [];
  }

  /** Whether it came about with this number, and not by a rollback. */
  #isCreated(revision: Revision): boolean {
    return this.known.isComplete || (this.isSince(revision.metadata?.creationTimestamp) && !wasBefore(revision));
  }

  async #event(owner: Owner, revision: Revision, known: number | undefined, signal: AbortSignal): Promise<OwnEvent> {
    const { metadata } = revision;
    const at = known === undefined ? text(metadata?.creationTimestamp) : newestTime(metadata);
    const surroundings = await this.#surroundings(owner, revision, at, signal);
    const backTo = known === undefined ? undefined : numberBefore(revision) || known;
    return revisionEvent({ owner, revision, backTo, ...surroundings });
  }

  /**
   * A rollback to a revision of which no earlier number is known. It may have been long ago, and the revision scaled since:
   * when the workload was changed last says when its newest revision came about.
   */
  async #lateRollback(owner: Owner, revision: Revision, signal: AbortSignal): Promise<OwnEvent | undefined> {
    if (!wasBefore(revision) || !this.isSince(newestTime(revision.metadata))) {
      return undefined;
    }
    const { isNewest, ...surroundings } = await this.#surroundings(owner, revision, '', signal);
    return isNewest && this.isSince(surroundings.who?.time)
      ? revisionEvent({ owner, revision, backTo: numberBefore(revision), ...surroundings })
      : undefined;
  }

  /** The revision with its template, the one before it, and who made it, as they were when it came about. */
  async #surroundings(owner: Owner, revision: Revision, at: string, signal: AbortSignal) {
    const [version, number] = [text(revision.metadata?.resourceVersion), numberOf(revision)];
    const workload = await this.#read.owner(owner, version, signal);
    const { selector } = fieldsOf((workload as { spec?: unknown } | undefined)?.spec);
    const labels = fieldsOf(fieldsOf(selector).matchLabels);
    const all = (await this.#read.revisions(owner.namespace, labels, version, signal)) ?? [];
    const own = all.filter((each) => ownerOf(each)?.uid === owner.uid);
    const isSame = ({ metadata }: Revision): boolean => metadata?.uid === revision.metadata?.uid;
    const [before] = own
      .filter((each) => !isSame(each) && numberBelow(each, number) > 0)
      .toSorted((one, other) => numberBelow(other, number) - numberBelow(one, number));
    return {
      now: own.find(isSame),
      before,
      who: workload && whoChanged(workload, at),
      isNewest: own.every((each) => numberOf(each) <= number),
    };
  }
}
