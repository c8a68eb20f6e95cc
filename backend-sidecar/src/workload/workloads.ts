/**
 * The workload of the object that an event is about: `Deployment/web` for a pod of it, by its chain of controllers.
 *
 * What is promised. The answer is a function of the event's revision and of what etcd held at that revision: the owner
 * references of the objects that lived then or had been deleted at most `SLACK` revisions before, and the events
 * that name owners ("Created pod: …"). A leader that takes over, or one that was restarted, lists both at the exact
 * version of the checkpoint and watches from there, so it comes to the same answer, and a second push of a revision is
 * the same entry. An answer that the watch of the objects does not give for sure, because it is behind the event, is
 * waited for, and then read from the API server at the event's own version.
 *
 * What is not:
 * - That there is an answer at all. After {@link WaitBudget} has run out, without the right to read, or with the API
 *   server away, an event is delivered with what is known, or without a workload; then a second push of it may differ.
 * - The same answer after the checkpoint's version has been compacted, which takes 5 minutes without any collector: for
 *   an object that was deleted meanwhile, and that no event names, the revisions pushed just before the stop and
 *   again after it may differ. So it is for a first start that is killed before it has written a checkpoint.
 * - The same answer where the events' versions are counted apart, by an etcd of their own. That is found out, and said:
 *   then what is known of an object counts, whenever it was deleted.
 * - Owners that changed: an answer is never corrected once it is pushed.
 */
import { type Position } from '../checkpoint/position.ts';
import { type ObjectsApi } from '../kubernetes/objects-api.ts';
import { errorText } from '../telemetry/error-text.ts';
import { sleep } from '../time/sleep.ts';
import { type Output } from '../watch/state.ts';
import { follow, type FollowReport } from './follow.ts';
import { type AsOf, Objects, type ObjectLimit, SLACK } from './objects.ts';
import { WaitBudget } from './wait-budget.ts';
import { type Known, type Resolution, resolve, type Unsure } from './resolve.ts';
import { OwnersInEvents } from './owners-in-events.ts';

/** How long to wait for the object watch before reading the object directly, in milliseconds. */
const GRACE_MS = 50;
/** The same for the first list, which brings all at once. */
const FIRST_LIST_MS = 400;
/** Reads side by side. */
const READS = 8;

export interface WorkloadReport {
  of(resource: string): FollowReport;
  /** How long events waited for an answer, and the number of unresolved lookups. */
  waited(ms: number, unsure: number): void;
  resolved(workload: string): void;
}

interface Followed {
  objects: Objects;
  api: ObjectsApi;
}

type Revision = Extract<Output, { kind: 'revision' }>;

/** The workloads in one scope of the collector's. */
export class Workloads {
  readonly #followed: ReadonlyMap<string, Followed>;
  readonly #known: Known;
  readonly #ownersInEvents: OwnersInEvents;
  readonly #report: WorkloadReport;
  readonly #waitBudget = new WaitBudget(performance.now());
  readonly #waiting: AbortController[] = [];

  /** @param apis by resource */
  constructor(apis: ReadonlyMap<string, ObjectsApi>, limit: ObjectLimit, mostOwners: number, report: WorkloadReport) {
    this.#followed = new Map([...apis].map(([resource, api]) => [resource, { api, objects: new Objects(limit) }]));
    this.#ownersInEvents = new OwnersInEvents(mostOwners);
    this.#known = {
      objects: new Map([...this.#followed].map(([resource, { objects }]) => [resource, objects])),
      ownersInEvents: this.#ownersInEvents,
    };
    this.#report = report;
  }

  /**
   * Keeps up with the API server until the signal fires.
   *
   * @param position where the events' watch begins
   * @param eventVersion the events' version now
   */
  async run(
    position: Position | undefined,
    eventVersion: () => Promise<number | undefined>,
    signal: AbortSignal
  ): Promise<void> {
    const version = Number(position?.list?.version ?? position?.version ?? 0);
    // Where little is written, the first of them may be compacted.
    const wanted = [SLACK, SLACK / 4, 0].map((before) => version - before).filter((at) => at > 0);
    await Promise.all(
      [...this.#followed].map(async ([resource, { objects, api }]) => {
        const report = this.#report.of(resource);
        const changed = (): void => {
          report.changed(objects);
          this.#wake();
        };
        try {
          await follow({ objects, api, wanted, eventVersion, report: { ...report, changed } }, signal);
        } catch (error) {
          report.failed({ stage: resource, kind: 'protocol', message: errorText(error) }, Infinity);
        }
        objects.readable = false;
        objects.clear();
        changed();
      })
    );
  }

  /** A list of the events begins: what they name is recorded from scratch. */
  listing(): void {
    this.#ownersInEvents.clear();
  }

  /**
   * Resolves when the workloads of these events are known for sure, or when nothing more is to be waited for; it never
   * takes longer than {@link WaitBudget} allows. Undefined where there is nothing to wait for.
   */
  ready(outputs: readonly Output[], signal: AbortSignal): Promise<void> | undefined {
    for (const output of outputs) {
      if (output.kind === 'revision' && isListed(output)) {
        this.#ownersInEvents.add(output.event);
      }
    }
    for (const output of outputs) {
      if (output.kind === 'revision' && this.#unsure(output)) {
        return this.#lookUp(
          outputs.filter((each) => each.kind === 'revision'),
          signal
        );
      }
    }
    return undefined;
  }

  async #lookUp(revisions: readonly Revision[], signal: AbortSignal): Promise<void> {
    const tried = new Set<string>();
    const fromMs = performance.now();
    const untilMs = fromMs + this.#waitBudget.left(fromMs);
    let open = this.#open(revisions);
    for (let nowMs = fromMs; open.length > 0 && nowMs < untilMs && !signal.aborted; nowMs = performance.now()) {
      // Where little is left to wait, reading has its half of it.
      const longestMs = (untilMs - fromMs) / 2;
      const due = open.filter(
        (lookup) => this.#canBeRead(lookup) && nowMs >= fromMs + Math.min(longestMs, this.#graceMs(lookup))
      );
      await (due.length > 0
        ? this.#readAll(due, tried, untilMs, signal)
        : this.#change(Math.min(GRACE_MS, longestMs, untilMs - nowMs), signal));
      open = this.#open(revisions).filter(({ unsure }) => !tried.has(unsure.uid));
    }
    const toMs = performance.now();
    this.#waitBudget.spend(fromMs, toMs);
    this.#report.waited(toMs - fromMs, this.#open(revisions).filter((lookup) => !this.#isCloseEnough(lookup)).length);
  }

  /** Records what an output names. Call it for each output before its workload is requested. */
  take(output: Output): void {
    switch (output.kind) {
      case 'recalled':
        this.#ownersInEvents.add(output.event);
        return;
      case 'revision':
        this.#ownersInEvents.add(output.event);
        break;
      case 'deleted':
        this.#ownersInEvents.remove(output.event);
        break;
      case 'unreadable':
        return;
    }
    if (output.position) {
      const version = Number(output.position.version) - SLACK;
      for (const { objects } of this.#followed.values()) {
        objects.forget(version);
      }
    }
  }

  /** The workload that the entry of a revision gets; empty for none. */
  of(revision: Revision): string {
    const { workload } = this.#resolve(revision);
    this.#report.resolved(workload);
    return workload;
  }

  #resolve(revision: Revision): Resolution {
    return resolve(revision.event.involvedObject ?? {}, this.#known, asOfRevision(revision));
  }

  /** The lookups that would make these events' workloads sure. */
  #open(revisions: readonly Revision[]): Lookup[] {
    const open = new Map<string, Lookup>();
    for (const revision of revisions) {
      const unsure = this.#unsure(revision);
      if (unsure) {
        // Those that ask for the same come in order: the newest one's revision is read.
        open.set(unsure.uid, { unsure, asOf: asOfRevision(revision) });
      }
    }
    return [...open.values()];
  }

  #unsure(revision: Revision): Unsure | undefined {
    return this.#areAhead(revision) ? undefined : this.#resolve(revision).unsure;
  }

  /** Whether the objects' watches are past the revision: the usual case in a backlog. */
  #areAhead(revision: Revision): boolean {
    const { version } = asOfRevision(revision);
    for (const { objects } of this.#followed.values()) {
      if (objects.version < version || !objects.complete) {
        return false;
      }
    }
    return true;
  }

  /**
   * A list of the events is newer than that of the objects by a moment. What the objects' watch has not brought since
   * then is most likely gone: the events of an hour are about many that are.
   */
  #isCloseEnough({ unsure, asOf: { version, slack } }: Lookup): boolean {
    const { objects } = this.#followed.get(unsure.resource)!;
    return slack === 0 && objects.complete && objects.version + SLACK >= version;
  }

  /** Not before it is known which version to read. */
  #canBeRead({ unsure }: Lookup): boolean {
    return this.#followed.get(unsure.resource)!.objects.oneCounter !== undefined;
  }

  /** How long the watch may take to answer a lookup, before it is read. */
  #graceMs({ unsure }: Lookup): number {
    const { version, overflow } = this.#followed.get(unsure.resource)!.objects;
    if (overflow > 0) {
      // The watch would not bring it.
      return 0;
    }
    return version === 0 ? FIRST_LIST_MS : GRACE_MS;
  }

  /** Reads them from the API server, some at a time, while there is time. */
  async #readAll(open: readonly Lookup[], tried: Set<string>, untilMs: number, signal: AbortSignal): Promise<void> {
    const lookups = open.values();
    const worker = async (): Promise<void> => {
      for (const lookup of lookups) {
        tried.add(lookup.unsure.uid);
        if (this.#isCloseEnough(lookup)) {
          continue;
        }
        await this.#read(lookup, untilMs - performance.now());
      }
    };
    const reading = Promise.all(Array.from({ length: READS }, worker));
    await Promise.race([reading, sleep(Math.max(0, untilMs - performance.now()), signal)]);
  }

  /** Reads an object as it was at the event's revision, and where it was gone by then, as much before as counts. */
  async #read({ unsure, asOf }: Lookup, timeoutMs: number): Promise<void> {
    const { objects, api } = this.#followed.get(unsure.resource)!;
    for (const at of timeoutMs > 0 ? versionsToRead(objects, asOf) : []) {
      const answer = await api.read(unsure, at, timeoutMs);
      if (answer.ok) {
        objects.noteRead(unsure.uid, at ?? asOf.version, answer.value);
      }
      if (!answer.ok || answer.value) {
        return;
      }
    }
  }

  /** Until the objects change, or the time is over. */
  async #change(ms: number, signal: AbortSignal): Promise<void> {
    const changed = new AbortController();
    this.#waiting.push(changed);
    const stop = (): void => changed.abort();
    signal.addEventListener('abort', stop, { once: true });
    await sleep(ms, changed.signal);
    signal.removeEventListener('abort', stop);
  }

  #wake(): void {
    this.#waiting.splice(0).forEach((changed) => changed.abort());
  }
}

interface Lookup {
  unsure: Unsure;
  asOf: AsOf;
}

function isListed({ seen }: Revision): boolean {
  return seen !== 'added' && seen !== 'modified';
}

/**
 * The revision at which an event's object is looked for: the event's own; for one from a list the list's, as a leader
 * that continues that list knows no other.
 */
function asOfRevision(revision: Revision): AsOf {
  return isListed(revision)
    ? { version: Number(revision.position?.list?.version ?? 0), slack: 0 }
    : { version: Number(revision.event.metadata?.resourceVersion ?? 0), slack: SLACK };
}

/** The versions to read an object at: undefined for the newest, where they cannot be compared. */
function versionsToRead({ oneCounter }: Objects, { version, slack }: AsOf): Array<number | undefined> {
  if (!oneCounter || version === 0) {
    return [undefined];
  }
  return slack > 0 && version > slack ? [version, version - slack] : [version];
}
