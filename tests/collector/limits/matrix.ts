import {
  entryOf,
  type Event,
  type PresetName,
  PRESETS,
  recordOf,
  withStaticLabels,
} from '../../../pkg/event/src/index.ts';
import { type Item, sizeOf } from '../../../backend-sidecar/src/delivery/item.ts';
import { Lane } from '../../../backend-sidecar/src/delivery/lane.ts';
import { Queue } from '../../../backend-sidecar/src/delivery/queue.ts';
import { count, find } from '../../loki/loki.ts';
import { inParallel } from '../../../stack/src/parallel.ts';
import { until } from '../harness.ts';
import { TenantBed, TenantSink } from './tenant.ts';

/** A tenant's limits, each small enough to run into. */
export const LIMITS = {
  'no structured metadata': { allow_structured_metadata: false },
  '10 streams': { max_global_streams_per_user: 10 },
  '5 label names': { max_label_names_per_series: 5 },
  '1 KiB lines': { max_line_size: '1KB' },
  '60 KB burst': { ingestion_burst_size_mb: 0.06 },
  '0.2 MB/s': { ingestion_rate_mb: 0.2 },
  '1 h max age': { reject_old_samples_max_age: '1h' },
  '3 metadata fields': { max_structured_metadata_entries_count: 3 },
} as const;

export type Limit = keyof typeof LIMITS;

const ALL = Object.keys(LIMITS) as Limit[];

/** Every pair of limits. */
export const PAIRS: Limit[][] = ALL.flatMap((one, at) => ALL.slice(at + 1).map((other) => [one, other]));

/** Every three limits. */
export const TRIPLES: Limit[][] = PAIRS.flatMap(([one, other]) =>
  ALL.slice(ALL.indexOf(other!) + 1).map((third) => [one!, other!, third])
);

export interface Result {
  limits: readonly Limit[];
  lost: number;
  twice: number;
  dropped: string[];
  changed: number;
  seconds: number;
}

const EVENTS = 3_000;
const SPAN_MS = 2 * 3_600_000;

/** Delivers the events to a tenant with each combination of limits, some at a time. */
export async function deliverAll(
  combinations: ReadonlyArray<readonly Limit[]>,
  onResult: (result: Result) => void = () => undefined,
  labelPreset: PresetName = 'kubernetes-events'
): Promise<Result[]> {
  const bed = await TenantBed.start(
    Object.fromEntries(combinations.map((limits) => [tenantOf(limits), overridesOf(limits)]))
  );
  const results: Result[] = [];
  try {
    const work = async (limits: readonly Limit[]): Promise<void> => {
      const result = await deliverTo(bed.lokiUrl, limits, labelPreset);
      results.push(result);
      onResult(result);
    };
    await inParallel(combinations, work);
    return results;
  } finally {
    await bed.end();
  }
}

function tenantOf(limits: readonly Limit[]): string {
  return limits.map((limit) => limit.replaceAll(/\W/g, '-')).join('_') || 'no-limits';
}

function overridesOf(limits: readonly Limit[]): object {
  // A rate shows only once the burst is used up.
  const burst = limits.includes('0.2 MB/s') ? { ingestion_burst_size_mb: 0.2 } : {};
  return Object.assign({}, burst, ...limits.map((limit) => LIMITS[limit])) as object;
}

async function deliverTo(lokiUrl: string, limits: readonly Limit[], labelPreset: PresetName): Promise<Result> {
  const tenant = tenantOf(limits);
  const to = new TenantSink(lokiUrl, tenant, labelPreset);
  const lane = new Lane(to.sink, new Queue({ maxBytes: 64 * 1024 * 1024, maxEntries: EVENTS }), () => undefined);
  const stop = new AbortController();
  for (let number = 0; number < EVENTS; number++) {
    await lane.queue.put(itemOf(number, tenant, labelPreset), stop.signal);
  }
  const startedMs = performance.now();
  const running = lane.run({ signal: stop.signal, mayPush: () => true });
  try {
    await until(() => lane.pending === 0, 300_000);
  } finally {
    stop.abort();
    await running;
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  return { limits, ...(await kept(lokiUrl, tenant)), dropped: to.dropped, changed: to.changed, seconds };
}

async function kept(lokiUrl: string, tenant: string): Promise<{ lost: number; twice: number }> {
  const stream = '{service_name="kubernetes-events"}';
  // Without the metadata: with it, the answer can be more than Loki's components send each other.
  const lines = await find(lokiUrl, `${stream} | keep service_name`, { tenant });
  const counted = await count(lokiUrl, `sum(count_over_time(${stream}[24h]))`, { tenant });
  const names = new Set(lines.map((line) => recordOf(line).event));
  const lost = Array.from({ length: EVENTS }, (_, number) => number).filter((number) => !names.has(nameOf(number)));
  return { lost: lost.length, twice: Math.max(lines.length, counted) + lost.length - EVENTS };
}

function nameOf(number: number): string {
  return `event-${number}`;
}

/** The event with this number, within the last two hours: in 240 streams, every tenth with a long message. */
function itemOf(number: number, tenant: string, labelPreset: PresetName): Item {
  const ms = Date.now() - SPAN_MS + (number / EVENTS) * SPAN_MS;
  const time = `${new Date(ms).toISOString().slice(0, 19)}Z`;
  const namespace = `namespace-${number % 3}`;
  const event: Event = {
    metadata: { name: nameOf(number), namespace, uid: `uid-${number}`, resourceVersion: String(1_000 + number) },
    involvedObject: { kind: number % 2 ? 'Pod' : 'Node', namespace, name: `object-${number}`, apiVersion: 'v1' },
    reason: 'Numbered',
    message: number % 10 === 0 ? `number ${number} ${'long '.repeat(400)}` : `number ${number} ${'x'.repeat(300)}`,
    type: number % 5 === 0 ? 'Warning' : 'Normal',
    count: 1,
    firstTimestamp: time,
    lastTimestamp: time,
    source: { component: 'test', host: `host-${number % 20}` },
  };
  // Loki checks a stream's labels once, for all tenants: no two may have the same.
  const staticLabels = withStaticLabels(PRESETS[labelPreset], { cluster: tenant, env: 'test', team: 'a' });
  const entry = entryOf(event, 1, { labelPreset, staticLabels });
  const recordedNs = BigInt(Math.floor(ms / 1_000)) * 1_000_000_000n + BigInt(number);
  return { sequence: number + 1, entry, bytes: sizeOf(entry), recordedNs, receivedMs: performance.now(), scope: '*' };
}

/** The results as a table in Markdown. */
export function table(results: readonly Result[]): string {
  const rows = results.map(({ limits, lost, twice, dropped, changed, seconds }) =>
    ['', limits.join(', '), lost, twice, dropped.length, changed, seconds.toFixed(1), ''].join(' | ').trim()
  );
  return [
    '| limits | lost | twice | dropped | changed | seconds |',
    '| --- | --: | --: | --: | --: | --: |',
    ...rows,
  ].join('\n');
}
