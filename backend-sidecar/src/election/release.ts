import { sleep } from '../api/deadline.ts';
import { type Failure } from '../api/failure.ts';
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
  const attempt = async (): Promise<'done' | 'failed'> => {
    const read = await lock.get(timeoutMs / 2, deadline);
    if (!read.ok) {
      failed(read.failure);
      return read.failure.kind === 'not found' ? 'done' : 'failed';
    }
    if (read.value.spec?.holderIdentity !== identity) {
      return 'done';
    }
    const written = await lock.update(released(read.value, new Date(), checkpoint), timeoutMs / 2, deadline);
    if (!written.ok) {
      failed(written.failure);
    }
    return written.ok ? 'done' : 'failed';
  };
  while (!deadline.aborted && (await attempt()) === 'failed') {
    await sleep(RETRY_MS, deadline);
  }
}
