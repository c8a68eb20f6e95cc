import { type Checkpoint } from '../checkpoint/position.ts';
import { type Recovered, Spool } from '../delivery/spool/spool.ts';
import { type CollectorParts } from './collector.ts';

/** Opens the configured spool, with what an earlier run left in it. Continues without a spool if it cannot be opened. */
export function openSpool(
  { config, log }: CollectorParts,
  checkpoint: Checkpoint
): { spool: Spool; recovered: Recovered } | undefined {
  const { directory, maxBytes } = config.spool;
  if (!directory || !config.receivers.loki) {
    return undefined;
  }
  try {
    const spool = new Spool(directory, maxBytes);
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
