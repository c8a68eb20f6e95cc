import { type Entry, PRESETS } from '@kubernetes-events/event';
import { type Config } from '../config/schema.ts';
import { type Log } from '../telemetry/log.ts';
import { type Metrics } from '../telemetry/metrics.ts';
import { type Status } from '../telemetry/status.ts';
import { StreamGuard } from './loki/guard.ts';
import { lokiPush } from './loki/http.ts';
import { measured } from './loki/measured.ts';
import { type SinkClock } from './loki/pusher.ts';
import { type LokiReport, LokiSink } from './loki/sink.ts';
import { MOST_TENANTS } from './lanes.ts';
import { discard, receiverOf, type Sink } from './sink.ts';
import { stdoutSink } from './stdout.ts';

/** The receivers that the configuration names. */
export function createSinks(
  { receivers, staticLabels, labelPreset }: Config,
  log: Log,
  metrics: Metrics,
  status: Status
): Sink[] {
  const sinks: Sink[] = [];
  if (receivers.loki) {
    const { timeout, maxStreams, tenants, ...access } = receivers.loki;
    const preset = PRESETS[labelPreset];
    const newGuard = (): StreamGuard => new StreamGuard(maxStreams, Object.keys(staticLabels), preset);
    const sinkOf = (tenant: string | undefined, guard: StreamGuard, report: LokiReport): Sink => {
      const push = measured(lokiPush({ ...access, tenant, timeoutMs: timeout }), metrics);
      return new LokiSink(push, guard, report, CLOCK);
    };
    const parts = { log, metrics, status };
    const guard = newGuard();
    sinks.push(
      tenants.length > 0
        ? lokiTenants(newGuard, sinkOf, parts)
        : sinkOf(access.tenant, guard, reportLoki({ ...parts, name: 'loki', streams: () => guard.streams }))
    );
  }
  if (receivers.stdout) {
    sinks.push(stdoutSink(process.stdout));
  }
  if (receivers.discard) {
    sinks.push(discard);
  }
  return sinks;
}

interface TelemetryParts {
  log: Log;
  metrics: Metrics;
  status: Status;
}

/** Loki with a sink for each tenant. Each learns its own limits, and keeps them from one term to the next. */
function lokiTenants(
  newGuard: () => StreamGuard,
  sinkOf: (tenant: string, guard: StreamGuard, report: LokiReport) => Sink,
  { log, ...parts }: TelemetryParts
): Sink {
  const known = new Map<string, { sink: Sink; guard: StreamGuard }>();
  const streams = (): number => [...known.values()].reduce((sum, { guard }) => sum + guard.streams, 0);
  const open = (tenant: string): Sink => {
    const guard = newGuard();
    const name = receiverOf('loki', tenant);
    const sink = sinkOf(tenant, guard, reportLoki({ ...parts, log: log.child({ tenant }), name, tenant, streams }));
    known.set(tenant, { sink, guard });
    if (known.size > MOST_TENANTS) {
      known.delete(known.keys().next().value as string);
    }
    return sink;
  };
  return { ...discard, name: 'loki', durable: true, ofTenant: (tenant) => known.get(tenant)?.sink ?? open(tenant) };
}

const CLOCK: SinkClock = {
  wallNs: () => BigInt(Date.now()) * 1_000_000n,
  monotonicMs: () => performance.now(),
};

interface ReportParts extends TelemetryParts {
  /** In the status. */
  name: string;
  tenant?: string;
  /** How many streams are in use, of all tenants. */
  streams(): number;
}

/** The pushing in logs (a line a change, not an attempt), metrics and status. */
function reportLoki({ log, metrics, status, name, tenant, streams }: ReportParts): LokiReport {
  const ofTenant = tenant === undefined ? undefined : { tenant: metrics.tenants.name(tenant) };
  // In the status alone, which forgets it with the term: what failed in an earlier term is not failing since then.
  const failingSince = (): number | undefined => status.receivers.get(name)?.failingSinceMs;
  const note = (failure: string | undefined, failingSinceMs: number | undefined): void => {
    const { pending = 0, bytes = 0 } = status.receivers.get(name) ?? {};
    status.receivers.set(name, { pending, bytes, failure, failingSinceMs });
  };
  return {
    retrying(reason, attempts, waitMs) {
      metrics.retries.inc();
      if (ofTenant) {
        metrics.tenants.retries.inc(ofTenant);
      }
      const details = { reason, attempts, retrySeconds: Math.round(waitMs) / 1000 };
      const sinceMs = failingSince();
      if (sinceMs === undefined) {
        log.warn(details, 'loki: push failed, retrying until it succeeds');
      } else {
        log.debug(details, 'loki: push failed');
      }
      note(reason, sinceMs ?? performance.now());
    },
    pushed(entries, bytes) {
      metrics.pushed.inc(entries, 'loki');
      metrics.pushBytes.inc(bytes);
      if (ofTenant) {
        metrics.tenants.pushed.inc(ofTenant, entries);
      }
      metrics.streams.set(streams());
      const sinceMs = failingSince();
      if (sinceMs !== undefined) {
        log.info({ afterSeconds: Math.round((performance.now() - sinceMs) / 1000) }, 'loki: pushes succeed again');
        note(undefined, undefined);
      }
    },
    mended(reason) {
      metrics.mended.inc({ reason });
      log.debug({ reason }, 'loki refused an entry, changing it');
    },
    suspected(entry, text) {
      log.warn({ reason: text, entry: loggable(entry) }, 'loki refuses an entry for an unknown reason, retrying it');
    },
    dropped(entry, why, text) {
      metrics.dropped.inc({ reason: why });
      log.error({ reason: text, entry: loggable(entry) }, 'loki refuses an entry for good, dropping it');
    },
  };
}

function loggable({ timestampNs, ...rest }: Entry): object {
  return { ...rest, timestampNs: String(timestampNs) };
}
