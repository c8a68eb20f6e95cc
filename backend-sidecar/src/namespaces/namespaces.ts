import { type Event, text } from '@kubernetes-events/event';
import { type Labels, NO_LABELS, pick } from '../kubernetes/labels.ts';
import { type ObjectsApi } from '../kubernetes/objects-api.ts';
import { backoffMs } from '../time/backoff.ts';
import { sleep } from '../time/sleep.ts';
import { listing, type Output } from '../watch/state.ts';
import { watch, type WatchReport } from '../watch/watcher.ts';

/** How long the watch may take to bring a new namespace before it is read directly, in milliseconds. */
const GRACE_MS = 50;
const READ_TIMEOUT_MS = 5_000;
const RETRY = { firstMs: 250, longestMs: 5_000 };

/** How many deleted namespaces are remembered: events about what was in them come later. */
export const MOST_DELETED = 10_000;

/**
 * The labels of namespaces, those of the given names only.
 *
 * An event gets the labels that its namespace has when the collector reads the event. It waits until they are known, for as
 * long as that takes: a guess could send it to the wrong tenant. A namespace that is new is read directly, as it was at the
 * event's own version. One that was deleted keeps its last labels; one that the API server does not have has none.
 */
export class Namespaces {
  readonly #api: ObjectsApi;
  readonly #names: readonly string[];
  readonly #live = new Map<string, Labels>();
  /** Oldest first. */
  readonly #deleted = new Map<string, Labels>();
  /** What the list in progress has had. */
  #listed: Set<string> | undefined;
  #isListed = false;
  #changed = Promise.withResolvers<void>();

  constructor(api: ObjectsApi, names: readonly string[]) {
    this.#api = api;
    this.#names = names;
  }

  /** Keeps up with the API server until the signal fires. */
  async run(report: WatchReport, signal: AbortSignal): Promise<void> {
    const take = (outputs: readonly Output[]): undefined => {
      outputs.forEach((output) => this.#take(output));
      this.#wake();
    };
    const entered: WatchReport['entered'] = (state, from) => {
      this.#listed = state.name === 'listing' ? new Set() : this.#listed;
      report.entered(state, from);
    };
    this.#listed = new Set();
    await watch(listing('backfill'), this.#api, { ...report, entered }, take, signal);
  }

  /** The labels of an event's namespace; call it once {@link ready} has resolved. */
  of({ metadata }: Event): Labels {
    return this.#known(text(metadata?.namespace)) ?? NO_LABELS;
  }

  /** Resolves once the labels of these events' namespaces are known. Undefined if they all are. */
  ready(outputs: readonly Output[], signal: AbortSignal): Promise<void> | undefined {
    const missing = this.#missing(outputs);
    return missing.size > 0 ? this.#lookUp(missing, signal) : undefined;
  }

  /** Namespaces that are not known → the version of the first event in it; empty if it has none. */
  #missing(outputs: readonly Output[]): Map<string, string> {
    const missing = new Map<string, string>();
    for (const output of outputs) {
      const metadata = output.kind === 'revision' ? output.event.metadata : undefined;
      const name = text(metadata?.namespace);
      if (name && !missing.has(name) && !this.#known(name)) {
        missing.set(name, text(metadata?.resourceVersion));
      }
    }
    return missing;
  }

  async #lookUp(missing: ReadonlyMap<string, string>, signal: AbortSignal): Promise<void> {
    while (!this.#isListed && !signal.aborted) {
      await Promise.race([this.#changed.promise, sleep(RETRY.longestMs, signal)]);
    }
    const isMissing = (): boolean => [...missing.keys()].some((name) => !this.#known(name));
    for (const untilMs = performance.now() + GRACE_MS; isMissing() && !signal.aborted;) {
      const leftMs = untilMs - performance.now();
      if (leftMs <= 0) {
        break;
      }
      await Promise.race([this.#changed.promise, sleep(leftMs, signal)]);
    }
    for (const [name, version] of missing) {
      for (let failures = 1; !this.#known(name) && !signal.aborted; failures++) {
        if (!(await this.#read(name, version))) {
          await sleep(backoffMs(failures, RETRY, Math.random()), signal);
        }
      }
    }
  }

  /** Reads one namespace, as it was at a version if the API server still has that. */
  async #read(name: string, version: string): Promise<boolean> {
    const object = { namespace: '', name };
    const at = Number(version) || undefined;
    const then = await this.#api.read(object, at, READ_TIMEOUT_MS);
    const answer = then.ok || at === undefined ? then : await this.#api.read(object, undefined, READ_TIMEOUT_MS);
    if (answer.ok && !this.#known(name)) {
      // Not among the live ones: only the watch can say when those are deleted.
      this.#remember(name, pick(answer.value?.labels, this.#names));
    }
    return answer.ok;
  }

  #take(output: Output): void {
    if (output.kind === 'complete') {
      this.#endList();
    }
    if (!('event' in output)) {
      return;
    }
    const { metadata } = output.event;
    const name = text(metadata?.name);
    if (output.kind === 'deleted') {
      this.#end(name, pick(metadata?.labels, this.#names));
    } else {
      this.#listed?.add(name);
      this.#deleted.delete(name);
      this.#live.set(name, pick(metadata?.labels, this.#names));
    }
  }

  /** What the list did not have was deleted. */
  #endList(): void {
    for (const [name, labels] of this.#live) {
      if (this.#listed && !this.#listed.has(name)) {
        this.#end(name, labels);
      }
    }
    this.#listed = undefined;
    this.#isListed = true;
  }

  #end(name: string, labels: Labels): void {
    this.#live.delete(name);
    this.#remember(name, labels);
  }

  #known(name: string): Labels | undefined {
    return this.#live.get(name) ?? this.#deleted.get(name);
  }

  #remember(name: string, labels: Labels): void {
    this.#deleted.delete(name);
    this.#deleted.set(name, labels);
    if (this.#deleted.size > MOST_DELETED) {
      this.#deleted.delete(this.#deleted.keys().next().value as string);
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
