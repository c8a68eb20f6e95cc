/**
 * The workload of the object that an event is about: `Deployment/web` for a pod of it, by its chain of controllers.
 *
 * Promised: the answer is a function of the event's revision and of what etcd held at that revision, which is the
 * controllers of the objects that lived then or had been deleted at most `SLACK` revisions before, and the events that name
 * owners. A leader that takes over lists both at the version of the checkpoint, the objects at `SLACK` revisions before it,
 * and watches from there. So it comes to the same answer, and a revision that is pushed again is the same entry. If the
 * object watch is behind the event, the event waits for it; then the object is read at the event's own version.
 *
 * Not promised:
 * - An answer. After {@link WAIT_MS}, without the right to read, or if the API server does not answer, an event is
 *   delivered with what is known. The same holds for events that name no valid version of their object, if many come at
 *   once and the first objects do not exist. If such an event is pushed again, it may get another workload.
 * - The same answer if the checkpoint's version has been compacted, which takes 5 minutes without any collector. The
 *   objects that were deleted meanwhile are known only if events name their owners.
 * - The same answer if an etcd of their own counts the events' versions. The collector detects and logs this; then a
 *   deleted object counts however long ago that was.
 * - Owners that change: an object has the owner that was read last, and what was pushed is never corrected. The same holds
 *   for labels.
 */
import { type Event, type ObjectMeta, text } from '@kubernetes-events/event';
import { type Position } from '../checkpoint/position.ts';
import { type Labels, NO_LABELS } from '../kubernetes/labels.ts';
import { type ObjectsApi } from '../kubernetes/objects-api.ts';
import { type ResourceApi } from '../kubernetes/resource-api.ts';
import { errorText } from '../telemetry/error-text.ts';
import { sleep } from '../time/sleep.ts';
import { type Output } from '../watch/state.ts';
import { follow } from './follow.ts';
import { type AsOf, Objects, type Room, SLACK } from './objects.ts';
import { type Owner, ownerFrom } from './owner.ts';
import { OwnersInEvents } from './owners-in-events.ts';
import { type WorkloadReport } from './report.ts';
import { type Known, type Resolution, resolve } from './resolve.ts';

/** How long the object watch may be behind before objects are read directly, in milliseconds. */
const GRACE_MS = 50;
/** The same if so few are missing that one round of reads gets them all. */
const SHORT_GRACE_MS = 10;
/** How long a batch of events waits for its workloads at most. */
export const WAIT_MS = 500;
/** How long after the start the first list of objects, which brings them all, is waited for. */
const FIRST_LIST_MS = 5_000;
/** Reads side by side. */
export const READS = 8;

type Revision = Extract<Output, { kind: 'revision' }>;

/** An object to look up, for an event of the namespace. */
interface Lookup {
  object: Owner;
  namespace: string;
  asOf: AsOf;
  /** Whether nothing says that it ever existed, as in an event that was made by hand. */
  doubtful: boolean;
}

/** The workloads in one scope of the collector's. */
export class Workloads {
  readonly #apis: ReadonlyMap<string, ObjectsApi>;
  readonly #known: Known;
  readonly #report: WorkloadReport;
  #changed = Promise.withResolvers<void>();
  #firstListUntilMs = 0;

  /** @param apis by resource @param labels the objects' labels to keep */
  constructor(
    apis: ReadonlyMap<string, ObjectsApi>,
    room: Room,
    report: WorkloadReport,
    labels: readonly string[] = []
  ) {
    this.#apis = apis;
    const objects = new Map([...apis.keys()].map((resource) => [resource, new Objects(room, labels)]));
    this.#known = { objects, inEvents: new OwnersInEvents() };
    this.#report = report;
  }

  /** Keeps up with the API server until the signal fires. The events' watch begins at the position. */
  async run(position: Position | undefined, events: Pick<ResourceApi, 'newest'>, signal: AbortSignal): Promise<void> {
    this.#firstListUntilMs = performance.now() + FIRST_LIST_MS;
    const version = Number(position?.list?.version ?? position?.version ?? 0);
    // Where little is written, the first of them may be compacted.
    const wanted = [SLACK, SLACK / 4, 0].map((before) => version - before).filter((at) => at > 0);
    const following = [...this.#known.objects].map(async ([resource, objects]) => {
      const report = this.#report.of(resource);
      const changed = (): void => {
        report.changed(objects);
        this.#changed.resolve();
        this.#changed = Promise.withResolvers();
      };
      const api = this.#apis.get(resource)!;
      try {
        await follow({ objects, api, events, wanted, report: { ...report, changed } }, signal);
      } catch (error) {
        report.failed({ stage: resource, kind: 'protocol', message: errorText(error) }, Infinity);
        objects.readable = false;
        changed();
      }
    });
    await Promise.all(following);
  }

  /**
   * Resolves when the workloads of these events are known for sure, or were waited for long enough. Undefined if there is
   * nothing to wait for. Call it for all outputs, in order, before their workloads are requested.
   */
  ready(outputs: readonly Output[], signal: AbortSignal): Promise<void> | undefined {
    outputs.forEach((output) => 'event' in output && this.#known.inEvents.add(output.event));
    const missing = this.#missing(outputs);
    return missing.length > 0 ? this.#lookUp(missing, outputs, signal) : undefined;
  }

  /** The workload that the entry of a revision gets; empty for none. Call it in order. */
  of(revision: Revision): string {
    const reached = Number(revision.position?.version ?? 0);
    this.#known.objects.forEach((objects) => objects.forget(reached - SLACK));
    const { workload } = this.#resolve(revision);
    this.#report.resolved(workload);
    return workload;
  }

  /** The labels of the object that an event is about; none if its kind is not watched. */
  labelsOf({ involvedObject }: Event): Labels {
    const { uid, resource } = ownerFrom(involvedObject ?? {});
    return this.#known.objects.get(resource)?.labels(uid) ?? NO_LABELS;
  }

  #resolve(revision: Revision): Resolution {
    return resolve(revision.event.involvedObject ?? {}, this.#known, asOfRevision(revision));
  }

  /** The objects that would make these events' workloads sure, each at the newest revision that it is looked up for. */
  #missing(outputs: readonly Output[]): Lookup[] {
    const lookups = new Map<string, Lookup>();
    for (const output of outputs) {
      const object = output.kind === 'revision' && this.#resolve(output).missing;
      if (object) {
        const { namespace, uid } = output.event.involvedObject ?? {};
        const asOf = asOfRevision(output);
        const doubtful = object.uid === uid && this.#known.objects.get(object.resource)!.doubts(asOf);
        lookups.set(object.uid, { object, namespace: text(namespace), asOf, doubtful });
      }
    }
    return [...lookups.values()];
  }

  async #lookUp(first: Lookup[], outputs: readonly Output[], signal: AbortSignal): Promise<void> {
    const isListed = ({ object }: Lookup): boolean => this.#known.objects.get(object.resource)!.version > 0;
    const tried = new Set<string>();
    const fromMs = performance.now();
    const untilMs = Math.max(fromMs + WAIT_MS, first.every(isListed) ? 0 : this.#firstListUntilMs);
    const graceMs = graceOf(first);
    let missing = first;
    for (let nowMs = fromMs; missing.length > 0 && nowMs < untilMs && !signal.aborted; nowMs = performance.now()) {
      const due = nowMs < fromMs + graceMs ? [] : missing.filter(isListed);
      due.forEach(({ object }) => tried.add(object.uid));
      await (due.length > 0
        ? this.#readAll(due, untilMs)
        : Promise.race([this.#changed.promise, sleep(Math.min(graceMs || SHORT_GRACE_MS, untilMs - nowMs), signal)]));
      missing = this.#missing(outputs).filter(({ object }) => !tried.has(object.uid));
    }
    this.#report.waited(performance.now() - fromMs, this.#missing(outputs).length);
  }

  /**
   * Reads objects as they were at the events' revisions; as they are now if the versions cannot be compared. If none of the
   * first doubtful ones exists, the others are not asked for: the API server would be asked once for each event.
   */
  async #readAll(lookups: readonly Lookup[], untilMs: number): Promise<void> {
    let left = lookups.toSorted((a, b) => Number(a.doubtful) - Number(b.doubtful));
    while (left.length > 0 && performance.now() < untilMs) {
      const round = left.slice(0, READS);
      const found = await Promise.all(round.map((lookup) => this.#read(lookup, untilMs)));
      const vain = round.every(({ doubtful }) => doubtful) && found.every((object) => object === undefined);
      left = vain ? [] : left.slice(READS);
    }
  }

  async #read({ object, namespace, asOf: { version } }: Lookup, untilMs: number): Promise<ObjectMeta | undefined> {
    const objects = this.#known.objects.get(object.resource)!;
    const at = objects.comparable && version > 0 ? version : undefined;
    const timeoutMs = Math.max(1, untilMs - performance.now());
    const answer = await this.#apis.get(object.resource)!.read({ ...object, namespace }, at, timeoutMs);
    if (!answer.ok) {
      return undefined;
    }
    objects.putRead(object.uid, answer.value, version);
    return answer.value;
  }
}

/** How long to wait for the object watch before objects are read; not for those that it perhaps never has. */
function graceOf(missing: readonly Lookup[]): number {
  if (missing.every(({ doubtful }) => doubtful)) {
    return 0;
  }
  return missing.length > READS ? GRACE_MS : SHORT_GRACE_MS;
}

/**
 * The revision at which an event's object is looked up: the event's own; for one from a list the list's, as a leader
 * that continues the list knows no other.
 */
function asOfRevision({ event, seen, position }: Revision): AsOf {
  const existed = Number(event.involvedObject?.resourceVersion) || undefined;
  return seen === 'added' || seen === 'modified'
    ? { version: Number(event.metadata?.resourceVersion ?? 0), slack: SLACK, existed }
    : { version: Number(position?.list?.version ?? 0), slack: 0, existed };
}
