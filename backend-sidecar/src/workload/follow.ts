import { type Failure } from '../kubernetes/failure.ts';
import { type ObjectsApi } from '../kubernetes/objects-api.ts';
import { type ResourceApi } from '../kubernetes/resource-api.ts';
import { backoffMs } from '../time/backoff.ts';
import { sleep } from '../time/sleep.ts';
import { type Listing, listing, type Output, type State, type Step } from '../watch/state.ts';
import { step } from '../watch/step.ts';
import { type Objects } from './objects.ts';

/** What following a resource does besides, for logs and metrics. */
export interface FollowReport {
  failed(failure: Failure, retryMs: number): void;
  /** All of it is read, up to a version. */
  listed(objects: Objects): void;
  changed(objects: Objects): void;
}

const RETRY = { firstMs: 500, longestMs: 30_000 };

/** How a resource is followed. */
export interface Following {
  objects: Objects;
  api: ObjectsApi;
  report: FollowReport;
  /** Versions to begin at, the first that the server still has; else what is newest. */
  wanted: readonly number[];
  /** The events' version now; undefined if the server does not report it. */
  eventVersion: () => Promise<number | undefined>;
}

/**
 * Keeps objects as a resource is on the API server, until `signal` fires: with the events' own state
 * machine, but a list is always of everything, as what it does not have is gone.
 */
export async function follow(following: Following, signal: AbortSignal): Promise<void> {
  const { objects, api, wanted } = following;
  const retry = new Retry(following, signal);
  while (objects.oneCounter === undefined && !signal.aborted) {
    await retry.after({ failure: await compareCounters(following) });
  }
  const applying = applyingLists(objects, api);
  const starts = objects.oneCounter ? [...wanted] : [];
  let state = freshState(starts.shift());
  while (!signal.aborted) {
    if (isListStart(state)) {
      objects.beginList();
    }
    const result = await step(state, applying, () => performance.now());
    take(following, state, result);
    const { state: next } = result;
    // Of everything; and from the next version wanted, where the one before is compacted.
    state = next !== state && isListStart(next) ? freshState(starts.shift()) : next;
    await retry.after(result);
  }
  if (state.name === 'watching') {
    state.stream.close();
  }
}

/** Waits after failures, and reports them. */
class Retry {
  readonly #following: Following;
  readonly #signal: AbortSignal;
  #failures = 0;

  constructor(following: Following, signal: AbortSignal) {
    this.#following = following;
    this.#signal = signal;
  }

  async after({ failure, healthy }: Pick<Step, 'failure' | 'healthy'>): Promise<void> {
    this.#failures = healthy ? 0 : this.#failures;
    if (!failure) {
      return;
    }
    const { objects, report } = this.#following;
    const { kind, retryAfterMs = 0 } = failure;
    objects.readable &&= kind !== 'forbidden' && kind !== 'not found';
    const first = ++this.#failures === 1 && kind === 'gone';
    const waitMs = first ? 0 : Math.max(retryAfterMs, backoffMs(this.#failures, RETRY, Math.random()));
    report.failed(failure, waitMs);
    report.changed(objects);
    await sleep(waitMs, this.#signal);
  }
}

function isListStart(state: State): state is Listing {
  return state.name === 'listing' && !state.page;
}

function freshState(at: number | undefined): State {
  return { ...listing('backfill'), at: at === undefined ? undefined : String(at) };
}

/** The objects of a list are taken in page by page: nothing of it is collected. */
function applyingLists(objects: Objects, api: ResourceApi): ResourceApi {
  return {
    newest: () => api.newest(),
    watch: (version) => api.watch(version),
    async list(query) {
      const page = await api.list(query);
      if (!page.ok) {
        return page;
      }
      page.value.items.forEach(({ metadata }) => metadata && objects.put(metadata));
      // Nothing is collected: the bytes do not count.
      return { ok: true, value: { ...page.value, items: [], unreadable: [], bytes: 0 } };
    },
  };
}

function apply(objects: Objects, output: Output): void {
  if (output.kind === 'deleted') {
    objects.remove(output.event.metadata ?? {});
  } else if (output.kind === 'revision') {
    objects.put(output.event.metadata ?? {});
  }
  const version = 'position' in output ? output.position?.version : undefined;
  objects.version = Math.max(objects.version, Number(version ?? 0));
}

/** Takes in what a step gave. A list's objects were taken in page by page; its end brings the rest. */
function take({ objects, report }: Following, { name: from }: State, { state, outputs = [] }: Step): void {
  if (from !== 'listing') {
    outputs.forEach((output) => apply(objects, output));
  }
  if (from === 'listing' && state.name === 'listed') {
    objects.endList(Number(state.version));
    report.listed(objects);
  }
  objects.readable ||= state.name === 'watching';
  if (outputs.length > 0) {
    report.changed(objects);
  }
}

/**
 * Whether the resource's revisions are counted by one counter with the events': then what is read between two reads of
 * the events' lies between them. A large cluster may keep its events in an etcd of their own
 * (`--etcd-servers-overrides`).
 */
async function compareCounters({ objects, api, eventVersion }: Following): Promise<Failure | undefined> {
  const before = await eventVersion();
  const newest = await api.newest();
  const after = await eventVersion();
  if (!newest.ok) {
    return newest.failure;
  }
  if (before === undefined || after === undefined) {
    return { stage: 'list events', kind: 'server', message: 'no answer' };
  }
  const between = Number(newest.value);
  objects.oneCounter = before <= between && between <= after;
  return undefined;
}
