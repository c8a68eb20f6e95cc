import { type Entry } from '@kubernetes-events/event';
import { type Config } from '../config/schema.ts';
import { type Log } from '../telemetry/log.ts';
import { type Metrics } from '../telemetry/metrics.ts';
import { type Status } from '../telemetry/status.ts';
import { StreamGuard } from './loki/guard.ts';
import { lokiPush } from './loki/http.ts';
import { measured } from './loki/measured.ts';
import { type SinkClock } from './loki/pusher.ts';
import { type LokiReport, LokiSink } from './loki/sink.ts';
import { discard, type Sink } from './sink.ts';
import { stdoutSink } from './stdout.ts';

/** The receivers that the configuration names. */
export function createSinks({ receivers, staticLabels }: Config, log: Log, metrics: Metrics, status: Status): Sink[] {
  const sinks: Sink[] = [];
  if (receivers.loki) {
    const { timeout, maxStreams, ...access } = receivers.loki;
    const guard = new StreamGuard(maxStreams, Object.keys(staticLabels));
    const push = measured(lokiPush({ ...access, timeoutMs: timeout }), metrics);
    sinks.push(new LokiSink(push, guard, reportLoki(guard, log, metrics, status), CLOCK));
  }
  if (receivers.stdout) {
    sinks.push(stdoutSink(process.stdout));
  }
  if (receivers.discard) {
    sinks.push(discard);
  }
  return sinks;
}

const CLOCK: SinkClock = {
  wallNs: () => BigInt(Date.now()) * 1_000_000n,
  monotonicMs: () => performance.now(),
};

/** The pushing in logs (a line a change, not an attempt), metrics and status. */
function reportLoki(guard: StreamGuard, log: Log, metrics: Metrics, status: Status): LokiReport {
  // In the status alone, which forgets it with the term: what failed in an earlier term is not failing since then.
  const failingSince = (): number | undefined => status.receivers.get('loki')?.failingSinceMs;
  const note = (failure: string | undefined, failingSinceMs: number | undefined): void => {
    const { pending = 0, bytes = 0 } = status.receivers.get('loki') ?? {};
    status.receivers.set('loki', { pending, bytes, failure, failingSinceMs });
  };
  return {
    retrying(reason, attempts, waitMs) {
      metrics.retries.inc();
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
      metrics.streams.set(guard.streams);
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
