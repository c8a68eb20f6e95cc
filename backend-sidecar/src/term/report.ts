import { type RecordedResource } from '../recording/recorded-resource.ts';
import { type Scope } from '../checkpoint/position.ts';
import { type SpoolReport } from '../delivery/spool/spooled-queue.ts';
import { type Failure } from '../kubernetes/failure.ts';
import { ruleFor } from '../kubernetes/resource.ts';
import { type WatchStatus, watchStatus } from '../telemetry/status.ts';
import { positionOf } from '../watch/covered.ts';
import { type State } from '../watch/state.ts';
import { type WatchReport } from '../watch/watcher.ts';
import { type CollectorParts } from './parts.ts';

/** Reports a scope's watch in logs (a line for each change, not each attempt), metrics and status. */
export function reportWatch(scope: Scope, { log, metrics, status }: CollectorParts): WatchReport {
  const watching = watchStatus(scope, status);
  let failing: Failure['kind'] | undefined;

  return {
    entered(state: State, from: State) {
      watching.state = state.name;
      if (state.name === 'listing') {
        metrics.lists.inc({ why: state.why });
        log.info({ scope, why: state.why, newerThan: positionOf(state.covered).version }, 'listing events');
      } else if (state.name === 'watching') {
        metrics.watchOpens.inc();
        log.debug({ scope, version: state.version }, 'watching');
      } else {
        log.debug({ scope, from: from.name, to: state.name }, 'watch');
      }
    },
    failed(failure: Failure, retryMs: number) {
      const { kind } = failure;
      metrics.watchFailures.inc({ kind });
      watching.failure = `${failure.stage}: ${failure.message}`;
      const details = detailsOf(scope, failure, retryMs);
      if (kind === 'aborted' || kind === failing || (kind === 'gone' && retryMs === 0)) {
        log.debug(details, 'watch: failed');
      } else {
        log.warn(details, `watch: ${ADVICE[kind] ?? 'failed, retrying'}`);
        failing = kind;
      }
    },
    waiting: (waits) => noteWaiting(watching, waits),
    contact() {
      watching.contactMs = performance.now();
      if (failing) {
        log.info({ scope }, 'watch: the API server responds again');
        failing = undefined;
        watching.failure = undefined;
      }
    },
  };
}

const ADVICE: Partial<Record<Failure['kind'], string>> = {
  forbidden: 'forbidden: needs list and watch on events',
  unauthorized: 'credentials refused, reading them again',
  network: 'the API server cannot be reached, retrying',
  throttled: 'the API server is throttling requests',
};

/** The same for a watch that the collector can do without. @param listing called when a list begins */
export function reportRecording(
  scope: Scope,
  { log, metrics, status }: CollectorParts,
  { resource, feature }: RecordedResource,
  listing: () => void
): WatchReport {
  const watching = watchStatus(scope, status, true);
  const { plural } = resource;
  let isForbidden = false;

  return {
    entered(state: State) {
      watching.state = state.name;
      log.debug({ scope, state: state.name }, `${feature}: watch`);
      if (state.name === 'listing') {
        listing();
        metrics.objects.lists.inc({ resource: plural, why: state.why });
      }
    },
    failed(failure: Failure, retryMs: number) {
      const { kind } = failure;
      metrics.objects.failures.inc({ resource: plural, kind });
      watching.failure = `${failure.stage}: ${failure.message}`;
      const details = detailsOf(scope, failure, retryMs);
      if (kind === 'forbidden' && !isForbidden) {
        log.warn(
          details,
          `${feature}: forbidden: needs the rule ${ruleFor(resource, 'list', 'watch')}, continuing without`
        );
        isForbidden = true;
      } else {
        log.debug(details, `${feature}: failed, retrying`);
      }
    },
    waiting: (waits) => noteWaiting(watching, waits),
    contact() {
      watching.contactMs = performance.now();
      watching.failure = undefined;
      if (isForbidden) {
        log.info({ scope }, `${feature}: ${plural} can be read now`);
        isForbidden = false;
      }
    },
  };
}

function noteWaiting(watching: WatchStatus, waits: boolean): void {
  watching.waiting = waits;
  watching.contactMs = performance.now();
}

function detailsOf(scope: Scope, { stage, kind, message, status }: Failure, retryMs: number): object {
  return { scope, stage, kind, status, error: message, retrySeconds: Math.round(retryMs) / 1000 };
}

export function reportSpool({ log }: CollectorParts, tenant: string | undefined): SpoolReport {
  return {
    spilling: () => log.warn({ tenant }, 'spool: the queue is full, continuing on disk'),
    drained: () => log.info({ tenant }, 'spool: everything is delivered'),
    failed: (error) => log.error({ tenant, error }, 'spool: cannot be written, the watch pauses until it can'),
  };
}
