import { setTimeout as delay } from 'node:timers/promises';
import { type RecordedResource } from '../recording/recorded-resource.ts';
import { CHANGES, CONFIG_MAP_CHANGES } from '../changes/open.ts';
import { readCheckpoint, readSchedule, type Resumption, resume, writeCheckpoint } from '../checkpoint/checkpoint.ts';
import { ALL_NAMESPACES, type Scope, scopeOf } from '../checkpoint/position.ts';
import { Tracker } from '../checkpoint/tracker.ts';
import { type Config } from '../config/schema.ts';
import { type Item } from '../delivery/item.ts';
import { Lane } from '../delivery/lane.ts';
import { Queue } from '../delivery/queue.ts';
import { type Sink } from '../delivery/sink.ts';
import { type Recovered } from '../delivery/spool/spool.ts';
import { SpooledQueue } from '../delivery/spool/spooled-queue.ts';
import { type Store } from '../delivery/store.ts';
import { type Term } from '../election/elector.ts';
import { eventsApi } from '../kubernetes/events-api.ts';
import { pagesAhead } from '../kubernetes/pages-ahead.ts';
import { type ApiServer } from '../kubernetes/server.ts';
import { filterOf } from '../pipeline/filter.ts';
import { Occurrences } from '../pipeline/occurrences.ts';
import { Pump, type Source } from '../pipeline/pump.ts';
import { StreamLabels } from '../stream-labels/stream-labels.ts';
import { TERMINATIONS } from '../terminations/open.ts';
import { type Log } from '../telemetry/log.ts';
import { type Metrics } from '../telemetry/metrics.ts';
import { type Status } from '../telemetry/status.ts';
import { sleep } from '../time/sleep.ts';
import { initialState } from '../watch/state.ts';
import { type Consumer, watch } from '../watch/watcher.ts';
import { workloadsOf } from '../workload/open.ts';
import { type Workloads } from '../workload/workloads.ts';
import { openSpool } from './open-spool.ts';
import { type CollectorParts } from './parts.ts';
import { reportRecording, reportSpool, reportWatch } from './report.ts';
import { type Shutdown } from './shutdown.ts';

/** As much of a list waits in memory: the next two pushes. */
const MAX_LISTED_BYTES = 2 * 1024 * 1024;

/** One term's work: watches, queues and sinks, from a checkpoint on. */
export class Collector {
  readonly #parts: CollectorParts;
  #checkpoint: () => string | undefined = () => undefined;

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
    const tracker = new Tracker(readCheckpoint(term.checkpoint));
    const streamLabels = this.#streamLabels(term.checkpoint, keepsCheckpoint);
    this.#checkpoint = () => writeCheckpoint(tracker.checkpoint, streamLabels.schedule);
    try {
      await this.#work(term, tracker, streamLabels, stop);
    } finally {
      // The queues and the tracker of a term that is over are not kept.
      const last = this.#checkpoint();
      this.#checkpoint = () => last;
      this.#parts.status.endTerm();
      this.#parts.metrics.queueEntries.reset();
      this.#parts.metrics.queueBytes.reset();
      this.#parts.metrics.workload.objects.reset();
    }
  }

  /** Without a checkpoint the next term would not know what was decided in this one: labels stay as they are. */
  #streamLabels(checkpoint: string | undefined, keepsCheckpoint: boolean): StreamLabels {
    const { config, log } = this.#parts;
    return new StreamLabels({
      policy: keepsCheckpoint ? config.labelPolicy : 'fixed',
      labels: Object.keys(config.labels),
      schedule: readSchedule(checkpoint),
      clock: { wallMs: () => Date.now(), monotonicMs: () => performance.now() },
      changed: ({ from, moved }) =>
        log.info({ from, moved }, 'labels: other ones are in the metadata from this time on'),
    });
  }

  async #work(term: Term, tracker: Tracker, streamLabels: StreamLabels, stop: Shutdown): Promise<void> {
    const { sinks, config, log } = this.#parts;
    const spooled = openSpool(this.#parts, tracker.checkpoint);
    for (const { scope, position, sequence } of spooled?.recovered.marks ?? []) {
      tracker.mark(scope, position, sequence);
    }
    const storeFor = (sink: Sink): Store =>
      spooled && sink.name === 'loki'
        ? new SpooledQueue(config.queue, spooled.spool, () => tracker.checkpoint, reportSpool(this.#parts))
        : new Queue({ ...config.queue, maxListedBytes: MAX_LISTED_BYTES });
    const reading = new AbortController();
    const delivering = new AbortController();
    const lanes: Lane[] = sinks.map(
      (sink) => new Lane(sink, storeFor(sink), (items) => this.#delivered(items, tracker, lanes))
    );
    const resumed = term.checkpoint !== undefined;
    const permit = { signal: delivering.signal, mayPush: () => term.mayAct(), resumed };
    const working = Promise.all([
      ...lanes.map((lane) => lane.run(permit)),
      this.#read(tracker, lanes, streamLabels, spooled?.recovered, reading.signal).catch((error: unknown) => {
        reading.abort();
        throw error;
      }),
    ]);
    await Promise.race([fired(stop.signal), fired(term.lost), working]);
    reading.abort();
    if (!term.lost.aborted) {
      const left = await drained(lanes, stop.deliveryMs, term.lost);
      if (left > 0) {
        log.warn({ entries: left }, 'stopped with undelivered entries, the next start resumes from the checkpoint');
      }
    }
    delivering.abort();
    await working;
    spooled?.spool.close();
  }

  #delivered(items: readonly Item[], tracker: Tracker, lanes: readonly Lane[]): void {
    const { metrics } = this.#parts;
    const durable = lanes.filter(({ sink }) => sink.durable);
    const counted = durable.length > 0 ? durable : lanes;
    tracker.acknowledge(Math.min(...counted.map(({ acknowledged }) => acknowledged)));
    const nowMs = performance.now();
    for (const { receivedMs } of items) {
      metrics.lag((nowMs - receivedMs) / 1000);
    }
  }

  #measure(tracker: Tracker, lanes: readonly Lane[]): void {
    const { metrics, status } = this.#parts;
    status.checkpoint = tracker.checkpoint;
    for (const { sink, queue, pending } of lanes) {
      metrics.queueEntries.set({ receiver: sink.name }, pending);
      metrics.queueBytes.set({ receiver: sink.name }, queue.bytes);
      status.receivers.set(sink.name, { ...status.receivers.get(sink.name), pending, bytes: queue.bytes });
    }
  }

  async #read(
    tracker: Tracker,
    lanes: Lane[],
    streamLabels: StreamLabels,
    recovered: Recovered | undefined,
    signal: AbortSignal
  ): Promise<void> {
    const { config, metrics, log, status } = this.#parts;
    const { include, exclude, namespaces } = config.filters;
    const pump = new Pump(
      {
        lanes,
        tracker,
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
      recovered?.entries ?? 0
    );
    const checkpoint = recovered?.checkpoint ?? tracker.checkpoint;
    const scopes: Scope[] = namespaces.length > 0 ? [...new Set(namespaces)] : [ALL_NAMESPACES];
    const resources = recordedResources(config);
    const others = scopes.flatMap((scope) => resources.map(({ resource }) => scopeOf(resource.plural, scope)));
    const resumption = new Map([...scopes, ...others].map((scope) => [scope, resume(checkpoint, scope)]));
    tracker.watch([...scopes, ...others]);
    status.watches.clear();
    status.measure = () => this.#measure(tracker, lanes);
    const workloadsIn = workloadsOf(this.#parts, signal);
    await Promise.all(
      scopes.flatMap((scope) => {
        const workloads = workloadsIn(scope);
        const read = resources.map((recorded) => {
          const other = scopeOf(recorded.resource.plural, scope);
          return this.#readResource(recorded, other, resumption.get(other)!, pump, workloads, signal);
        });
        return [this.#readScope(scope, resumption.get(scope)!, pump, workloads, signal), ...read];
      })
    );
  }

  async #readResource(
    recorded: RecordedResource,
    scope: Scope,
    resumption: Resumption,
    pump: Pump,
    workloads: Workloads | undefined,
    signal: AbortSignal
  ): Promise<void> {
    const { start, api, recorder } = recorded.open(this.#parts, scope, resumption, workloads, signal);
    const source: Source = { scope, floors: {}, workloads: undefined, signal };
    const report = reportRecording(scope, this.#parts, recorded, () => recorder.listing());
    recorder.listing();
    const consume: Consumer = async (outputs) => pump.take(source, await recorder.outputsOf(outputs, signal));
    await watch(start, api, report, consume, signal);
  }

  async #readScope(
    scope: Scope,
    { position, floors }: Resumption,
    pump: Pump,
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
    const source: Source = { scope, floors, workloads, signal };
    const consume: Consumer = (outputs) => {
      const unready = workloads?.ready(outputs, signal);
      return unready ? unready.then(() => pump.take(source, outputs)) : pump.take(source, outputs);
    };
    await watch(start, api, report, consume, signal);
    await following;
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

function fired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Waits until nothing is pending, at most `timeoutMs`; resolves with the number of entries left. */
async function drained(lanes: readonly Lane[], timeoutMs: number, lost: AbortSignal): Promise<number> {
  const pending = (): number => Math.max(...lanes.map((lane) => lane.pending));
  const endsMs = performance.now() + timeoutMs;
  // A revision that was waiting for room in a queue may still be on its way.
  await delay(0);
  while (pending() > 0 && performance.now() < endsMs && !lost.aborted) {
    await sleep(10, lost);
  }
  return pending();
}
