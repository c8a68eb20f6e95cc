import { type Checkpoint } from '../checkpoint/position.ts';
import { type DropReason } from '../telemetry/drop-reasons.ts';
import { type Recovered, Spool } from '../delivery/spool/spool.ts';
import { type CollectorParts } from './parts.ts';

/** Opens the configured spool, with what an earlier run left in it. Continues without a spool if it cannot be opened. */
export function openSpool(
  { config, log, metrics }: CollectorParts,
  checkpoint: Checkpoint
): { spool: Spool; recovered: Recovered } | undefined {
  const { directory, maxBytes } = config.spool;
  if (!directory || !config.receivers.loki) {
    return undefined;
  }
  try {
    const damaged = (file: string, bytes: number): void => {
      metrics.dropped.inc({ reason: 'spool_damaged' satisfies DropReason });
      log.error({ file, bytes }, 'spool: a part of a file cannot be read, skipping it');
    };
    const spool = new Spool(directory, maxBytes, { damaged });
    const recovered = spool.open(checkpoint);
    if (recovered.entries > 0) {
      log.info({ entries: recovered.entries, bytes: spool.bytes }, 'spool: resuming with entries of an earlier run');
    }
    return { spool, recovered };
  } catch (error) {
    log.error({ directory, error: String(error) }, 'spool: cannot be opened, continuing without');
    return undefined;
  }
}
