import { type Checkpoint } from '../checkpoint/position.ts';
import { type Recovered, Spool } from '../delivery/spool/spool.ts';
import { type CollectorParts } from './collector.ts';

/** The spool that the configuration asks for, with what an earlier run left in it. A spool that fails is gone without. */
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
      log.info({ entries: recovered.entries, bytes: spool.bytes }, 'spool: going on with what an earlier run left');
    }
    return { spool, recovered };
  } catch (error) {
    log.error({ directory, error: String(error) }, 'spool: cannot be used; going on without');
    return undefined;
  }
}
