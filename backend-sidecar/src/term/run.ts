import { readCheckpointFile, writeCheckpointFile } from '../checkpoint/file.ts';
import { Elector, type ElectorOptions, type ElectorReport, type Term } from '../election/elector.ts';
import { type LeaseLock } from '../election/lock.ts';
import { type Failure } from '../kubernetes/failure.ts';
import { errorText } from '../telemetry/error-text.ts';
import { sleep } from '../time/sleep.ts';
import { Collector } from './collector.ts';
import { type CollectorParts } from './parts.ts';
import { type Shutdown } from './shutdown.ts';

/** Runs the collector until `stop` is requested: as a candidate and leader, or alone. Resolves after a clean stop. */
export async function run(parts: CollectorParts, lock: LeaseLock, stop: Shutdown): Promise<void> {
  const { config } = parts;
  const collector = new Collector(parts);
  if (config.checkpoint.file) {
    await runWithFile(collector, parts, config.checkpoint.file, stop);
    return;
  }
  const forbidden = new AbortController();
  const elector = new Elector(lock, electorOptions(parts, stop), leaseReport(parts, forbidden));
  const stopOrForbidden = AbortSignal.any([stop.signal, forbidden.signal]);
  while (!stop.signal.aborted) {
    parts.status.role = config.leaderElection.enabled ? 'candidate' : 'starting';
    const acquired = await elector.acquire(stopOrForbidden);
    if (acquired) {
      await lead(collector, elector, acquired.checkpoint, parts, stop);
    } else if (!stop.signal.aborted) {
      await runWithoutLease(collector, parts, stop);
    }
  }
}

async function lead(
  collector: Collector,
  elector: Elector,
  checkpoint: string | undefined,
  { config, log, metrics, status }: CollectorParts,
  stop: Shutdown
): Promise<void> {
  const { enabled } = config.leaderElection;
  status.role = enabled ? 'leader' : 'alone';
  metrics.leader.set(1);
  log.info({ checkpoint }, enabled ? 'leading' : 'working alone');
  // Until the collector has read this term's checkpoint it still has that of its last term, which must not be written.
  let begun = false;
  await elector.lead(
    checkpoint,
    () => (begun ? collector.checkpoint() : undefined),
    async (term) => {
      const working = collector.work(term, stop);
      begun = true;
      await working;
    }
  );
  metrics.leader.set(0);
  if (!stop.signal.aborted) {
    log.warn('lease lost, candidate again');
  }
}

/** How long the Lease of a lone collector lasts without a renewal; it renews as often as a leader. */
const ALONE_LEASE_MS = 5_000;

function electorOptions({ config, status }: CollectorParts, stop: Shutdown): ElectorOptions {
  const { enabled, leaseDuration, renewDeadline, retryPeriod } = config.leaderElection;
  return {
    identity: status.identity,
    // A lone collector waits for nobody, and nobody should wait long for it.
    leaseDurationMs: enabled ? leaseDuration : Math.min(leaseDuration, ALONE_LEASE_MS),
    renewDeadlineMs: renewDeadline,
    retryPeriodMs: retryPeriod,
    releaseMs: () => stop.releaseMs,
    uncontested: !enabled,
  };
}

const ADVICE: Partial<Record<Failure['kind'], string>> = {
  forbidden: 'forbidden: needs get, create and update on leases in its namespace',
};

/** @param forbidden fires if a collector that works alone has no right on the Lease from the start */
function leaseReport({ config, log, metrics, status }: CollectorParts, forbidden: AbortController): ElectorReport {
  let failing: Failure['kind'] | undefined;
  let everRenewed = false;
  return {
    leader(identity) {
      status.leader = identity;
      if (identity !== status.identity && config.leaderElection.enabled) {
        log.info({ leader: identity }, identity ? 'another replica leads' : 'nobody leads');
      }
    },
    failed(failure) {
      const { stage, kind, message } = failure;
      metrics.leaseFailures.inc({ kind });
      status.leaseFailure = `${stage}: ${message}`;
      if (kind === 'forbidden' && !config.leaderElection.enabled && !everRenewed) {
        forbidden.abort();
      } else if (kind !== failing && kind !== 'conflict') {
        log.warn({ stage, kind, error: message }, `lease: ${ADVICE[kind] ?? 'failed, retrying'}`);
        failing = kind;
      }
    },
    renewed() {
      everRenewed = true;
      status.leaseContactMs = performance.now();
      status.leaseFailure = undefined;
      if (failing) {
        log.info('lease: renewed again');
        failing = undefined;
      }
    },
  };
}

async function runWithoutLease(collector: Collector, parts: CollectorParts, stop: Shutdown): Promise<void> {
  parts.log.warn(
    { namespace: parts.config.leaderElection.leaseNamespace, error: parts.status.leaseFailure },
    'lease: forbidden, continuing without a checkpoint; a restart starts from scratch ' +
      '(grant get, create and update on leases, or set checkpoint.file)'
  );
  parts.status.role = 'alone';
  await collector.work(termAlone(undefined), stop, false);
}

/** How often the file is written, at most. */
const FILE_INTERVAL_MS = 250;

async function runWithFile(collector: Collector, parts: CollectorParts, name: string, stop: Shutdown): Promise<void> {
  const done = new AbortController();
  let written: string | undefined;
  let failing = false;
  const save = (): void => {
    const checkpoint = collector.checkpoint();
    if (checkpoint === undefined || checkpoint === written) {
      return;
    }
    try {
      writeCheckpointFile(name, checkpoint);
      written = checkpoint;
      if (failing) {
        parts.log.info({ file: name }, 'checkpoint file: written again');
      }
      failing = false;
    } catch (error) {
      if (!failing) {
        parts.log.error({ file: name, error: errorText(error) }, 'checkpoint file: cannot be written, retrying');
      }
      failing = true;
    }
  };
  const saving = (async () => {
    while (!done.signal.aborted) {
      await sleep(FILE_INTERVAL_MS, done.signal);
      save();
    }
  })();
  parts.status.role = 'alone';
  try {
    await collector.work(termAlone(readCheckpointFile(name)), stop);
  } finally {
    done.abort();
    await saving;
  }
}

function termAlone(checkpoint: string | undefined): Term {
  return { checkpoint, lost: new AbortController().signal, mayAct: () => true };
}
