import { PRESETS } from '@kubernetes-events/event';
import { type RecordedResource } from '../recording/recorded-resource.ts';
import { CHANGES, CONFIG_MAP_CHANGES } from '../changes/open.ts';
import { readSchedule, type Resumption, resume, writeCheckpoint } from '../checkpoint/checkpoint.ts';
import { ALL_NAMESPACES, type Scope, scopeOf } from '../checkpoint/position.ts';
import { type Config } from '../config/schema.ts';
import { type Term } from '../election/elector.ts';
import { eventsApi } from '../kubernetes/events-api.ts';
import { pagesAhead } from '../kubernetes/pages-ahead.ts';
import { type Namespaces } from '../namespaces/namespaces.ts';
import { watchNamespaces } from '../namespaces/open.ts';
import { NO_LABELS } from '../kubernetes/labels.ts';
import { metadataOf } from '../pipeline/label-metadata.ts';
import { filterOf } from '../pipeline/filter.ts';
import { Occurrences } from '../pipeline/occurrences.ts';
import { Pump, type Revision, type Source } from '../pipeline/pump.ts';
import { RateLimits } from '../pipeline/rate-limits.ts';
import { StreamLabels } from '../stream-labels/stream-labels.ts';
import { labelsIn, tenantBy } from '../tenants/tenants.ts';
import { TERMINATIONS } from '../terminations/open.ts';
import { fired } from '../time/fired.ts';
import { sleep } from '../time/sleep.ts';
import { initialState } from '../watch/state.ts';
import { type Consumer, watch, type WatchReport } from '../watch/watcher.ts';
import { workloadsOf } from '../workload/open.ts';
import { type Workloads } from '../workload/workloads.ts';
import { Delivery } from './delivery.ts';
import { type CollectorParts } from './parts.ts';
import { reportRecording, reportWatch } from './report.ts';
import { returningMemory } from './return-memory.ts';
import { type Shutdown } from './shutdown.ts';

/** How often it is checked whether windows of rate limits are over. */
const FLUSH_MS = 500;

/** What takes the outputs of all watches. */
interface Into {
  pump: Pump;
  namespaces: Namespaces | undefined;
  /** Makes the report of a watch return the memory of its lists. */
  returning(report: WatchReport): WatchReport;
}

/** One term's work: watches, queues and sinks, from a checkpoint on. */
export class Collector {
  readonly #parts: CollectorParts;
  #checkpoint: () => string | undefined = () => undefined;
  /** Sends what rate limits hold. */
  #flush: () => Promise<unknown> = () => Promise.resolve();

  constructor(parts: CollectorParts) {
    this.#parts = parts;
  }

  /** The current checkpoint as text; undefined before the first term. */
  readonly checkpoint = (): string | undefined => this.#checkpoint();

  /**
   * Works until the term is lost, which drops what is not delivered (the next leader delivers it), or until `stop` is
   * requested, which delivers it first.
   *
   * @param keepsCheckpoint whether the next term gets {@link checkpoint}
   */
  async work(term: Term, stop: Shutdown, keepsCheckpoint = true): Promise<void> {
    const { metrics, status } = this.#parts;
    const delivery = new Delivery(this.#parts, term.checkpoint);
    const streamLabels = this.#streamLabels(term.checkpoint, keepsCheckpoint);
    this.#checkpoint = () => writeCheckpoint(delivery.tracker.checkpoint, streamLabels.schedule, delivery.ahead);
    try {
      await this.#work(term, delivery, streamLabels, stop);
    } finally {
      // The queues and the tracker of a term that is over are not kept.
      this.#checkpoint = returns(this.#checkpoint());
      status.endTerm();
      delivery.close();
      metrics.workload.objects.reset();
    }
  }

  /** Without a checkpoint the next term would not know what was decided in this one: labels stay as they are. */
  #streamLabels(checkpoint: string | undefined, keepsCheckpoint: boolean): StreamLabels {
    const { config, log } = this.#parts;
    return new StreamLabels({
      policy: keepsCheckpoint ? config.labelPolicy : 'fixed',
      labels: Object.keys(config.labels),
      follows: PRESETS[config.labelPreset].follows,
      schedule: readSchedule(checkpoint),
      clock: { wallMs: () => Date.now(), monotonicMs: () => performance.now() },
      changed: ({ from, moved }) =>
        log.info({ from, moved }, 'labels: other ones are in the metadata from this time on'),
    });
  }

  async #work(term: Term, delivery: Delivery, streamLabels: StreamLabels, stop: Shutdown): Promise<void> {
    const { lanes } = delivery;
    this.#flush = () => Promise.resolve();
    const reading = new AbortController();
    const delivering = new AbortController();
    const resumed = term.checkpoint !== undefined;
    const permit = { signal: delivering.signal, mayPush: () => term.mayAct(), resumed };
    const working = Promise.all([
      lanes.run(permit),
      this.#read(delivery, streamLabels, reading.signal).catch((error: unknown) => {
        reading.abort();
        throw error;
      }),
    ]);
    await Promise.race([fired(stop.signal), fired(term.lost), working]);
    if (stop.signal.aborted && !term.lost.aborted) {
      // With a full queue nothing of it can be sent: then the next start reads it again.
      await Promise.race([this.#flush(), sleep(FLUSH_MS, term.lost)]);
    }
    reading.abort();
    if (!term.lost.aborted) {
      const entries = await delivery.drained(stop.deliveryMs, term.lost);
      if (entries > 0) {
        this.#parts.log.warn(
          { entries },
          'stopped with undelivered entries, the next start resumes from the checkpoint'
        );
      }
    }
    delivering.abort();
    await working;
  }

  async #read(delivery: Delivery, streamLabels: StreamLabels, signal: AbortSignal): Promise<void> {
    const { config, status } = this.#parts;
    const { tracker, progress } = delivery;
    const { namespaces } = config.filters;
    const scopes: Scope[] = namespaces.length > 0 ? [...new Set(namespaces)] : [ALL_NAMESPACES];
    const resources = recordedResources(config);
    const others = scopes.flatMap((scope) => resources.map(({ resource }) => scopeOf(resource.plural, scope)));
    const resumption = new Map([...scopes, ...others].map((scope) => [scope, resume(delivery.from, scope)]));
    tracker.watch([...scopes, ...others]);
    progress?.watch([...scopes, ...others]);
    status.watches.clear();
    status.measure = () => delivery.measure();
    const labels = this.#namespaces(signal);
    const pump = this.#pump(delivery, streamLabels, labels?.namespaces);
    const into: Into = {
      pump,
      namespaces: labels?.namespaces,
      returning: returningMemory(() => delivery.lanes.pending, signal),
    };
    const workloadsIn = workloadsOf(this.#parts, signal);
    await Promise.all([
      labels?.watching,
      ...scopes.flatMap((scope) => {
        const workloads = workloadsIn(scope);
        const read = resources.map((recorded) => {
          const other = scopeOf(recorded.resource.plural, scope);
          return this.#readResource(recorded, other, resumption.get(other)!, into, workloads, signal);
        });
        return [this.#readScope(scope, resumption.get(scope)!, into, workloads, signal), ...read];
      }),
    ]);
  }

  /** Metadata from labels; undefined if none is configured. */
  #labelsOf(workloads: Workloads | undefined, namespaces: Namespaces | undefined): Source['labelsOf'] {
    const { objectLabels, namespaceLabels } = this.#parts.config;
    const [ofObject, ofNamespace] = [metadataOf(objectLabels, 'object'), metadataOf(namespaceLabels, 'namespace')];
    return objectLabels.length + namespaceLabels.length === 0
      ? undefined
      : (event) => ({
          ...ofObject(workloads?.labelsOf(event) ?? NO_LABELS),
          ...ofNamespace(namespaces?.of(event) ?? NO_LABELS),
        });
  }

  /** The labels of namespaces, if the configuration needs any. */
  #namespaces(signal: AbortSignal): ReturnType<typeof watchNamespaces> | undefined {
    const { receivers, namespaceLabels } = this.#parts.config;
    const names = [...new Set([...labelsIn(receivers.loki?.tenants ?? []), ...namespaceLabels])];
    return names.length > 0 ? watchNamespaces(this.#parts, names, signal) : undefined;
  }

  #pump(delivery: Delivery, streamLabels: StreamLabels, namespaces: Namespaces | undefined): Pump {
    const { config, metrics, log } = this.#parts;
    const { include, exclude } = config.filters;
    const { lanes, tracker, progress } = delivery;
    const tenantOf = config.receivers.loki && tenantBy(config.receivers.loki);
    return new Pump(
      {
        lanes,
        tracker: {
          mark(scope, position, sequence) {
            tracker.mark(scope, position, sequence);
            progress?.mark(scope, position, sequence);
          },
        },
        tenants: progress && {
          of: (event) => tenantOf!(event, namespaces?.of(event) ?? {}),
          isDelivered: (tenant, scope, revision) => progress.isDelivered(tenant, scope, revision),
        },
        occurrences: new Occurrences(),
        filter: filterOf(include, exclude),
        entry: config,
        place: (entry) => streamLabels.place(entry),
        metrics,
        unreadable: (event, error) => {
          metrics.dropped.inc({ reason: 'unreadable' });
          log.error({ event, error: String(error) }, 'event dropped: no entry can be made of it');
        },
      },
      delivery.recovered
    );
  }

  async #readResource(
    recorded: RecordedResource,
    scope: Scope,
    resumption: Resumption,
    { pump, namespaces, returning }: Into,
    workloads: Workloads | undefined,
    signal: AbortSignal
  ): Promise<void> {
    const { start, api, recorder } = recorded.open(this.#parts, scope, resumption, workloads, signal);
    const labelsOf = this.#labelsOf(workloads, namespaces);
    const source: Source = { scope, floors: {}, workloads: undefined, labelsOf, signal };
    const report = reportRecording(scope, this.#parts, recorded, () => recorder.listing());
    recorder.listing();
    const consume: Consumer = async (outputs) => {
      const own = await recorder.outputsOf(outputs, signal);
      await namespaces?.ready(own, signal);
      await pump.take(source, own);
    };
    await watch(start, api, returning(report), consume, signal);
  }

  async #readScope(
    scope: Scope,
    { position, floors }: Resumption,
    { pump, namespaces, returning }: Into,
    workloads: Workloads | undefined,
    signal: AbortSignal
  ): Promise<void> {
    const { config, server, log } = this.#parts;
    const { fieldSelector, labelSelector } = config.filters;
    const times = { silenceMs: config.kubernetes.watchSilence };
    const api = pagesAhead(eventsApi(server, { scope, fieldSelector, labelSelector }, times, signal));
    const start = initialState(position, config.backfill === 'all');
    log.info({ scope, position }, position ? 'watching from the checkpoint' : 'no checkpoint, starting from scratch');
    const report = reportWatch(scope, this.#parts);
    const following = workloads?.run(position, api, signal);
    const { rateLimits } = config;
    const limits = rateLimits.length > 0 ? new RateLimits<Revision>(rateLimits, position) : undefined;
    const labelsOf = this.#labelsOf(workloads, namespaces);
    const source: Source = { scope, floors, workloads, labelsOf, limits, signal };
    const flushing = limits && this.#flushing(source, pump);
    const consume: Consumer = (outputs) => {
      const unready = bothOf(workloads?.ready(outputs, signal), namespaces?.ready(outputs, signal));
      return unready ? unready.then(() => pump.take(source, outputs)) : pump.take(source, outputs);
    };
    await watch(start, api, returning(report), consume, signal);
    await following;
    await flushing;
  }

  /** Sends what rate limits have merged once its windows are over. */
  async #flushing(source: Source, pump: Pump): Promise<void> {
    const others = this.#flush;
    this.#flush = () => Promise.all([others(), pump.flush(source, true)]);
    while (!source.signal.aborted) {
      await sleep(FLUSH_MS, source.signal);
      await pump.flush(source);
    }
  }
}

/** What is watched besides events. */
function recordedResources({ terminations, changes }: Config): readonly RecordedResource[] {
  const { enabled, configMaps } = changes;
  return [
    ...(terminations.enabled ? [TERMINATIONS] : []),
    ...(enabled ? CHANGES : []),
    ...(enabled && configMaps ? [CONFIG_MAP_CHANGES] : []),
  ];
}

/** Undefined if there is nothing to wait for. */
function bothOf(one: Promise<void> | undefined, other: Promise<void> | undefined): Promise<void> | undefined {
  return one && other ? Promise.all([one, other]).then(() => undefined) : (one ?? other);
}

/** A function from elsewhere: one that is written in a method keeps alive what any other function there uses. */
const returns =
  <Value>(value: Value) =>
  () =>
    value;
