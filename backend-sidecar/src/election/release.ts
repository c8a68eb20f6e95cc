import { type Failure } from '../kubernetes/failure.ts';
import { sleep } from '../time/sleep.ts';
import { released } from './lease.ts';
import { type LeaseLock } from './lock.ts';

const RETRY_MS = 250;

/**
 * Releases the Lease with the last checkpoint, so that the next holder need not wait for it to run out. Tries until
 * that is done or `timeoutMs` are over; then the next holder starts from the checkpoint of the last renewal.
 */
export async function release(
  lock: LeaseLock,
  identity: string,
  checkpoint: string | undefined,
  timeoutMs: number,
  failed: (failure: Failure) => void
): Promise<void> {
  const deadline = AbortSignal.timeout(Math.floor(timeoutMs));
  const attempt = async (): Promise<'done' | Failure['kind']> => {
    const read = await lock.get(timeoutMs / 2, deadline);
    if (!read.ok) {
      failed(read.failure);
      return read.failure.kind === 'not found' ? 'done' : read.failure.kind;
    }
    if (read.value.spec?.holderIdentity !== identity) {
      return 'done';
    }
    const written = await lock.update(released(read.value, new Date(), checkpoint), timeoutMs / 2, deadline);
    if (written.ok) {
      return 'done';
    }
    failed(written.failure);
    return written.failure.kind;
  };
  while (!deadline.aborted) {
    const outcome = await attempt();
    if (outcome === 'done') {
      return;
    }
    // After a conflict it only has to be read again.
    await sleep(outcome === 'conflict' ? 0 : RETRY_MS, deadline);
  }
}
