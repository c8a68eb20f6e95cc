import { sleep } from '../time/sleep.ts';
import { type Item } from './item.ts';

/** Leave to deliver, which may be taken away at any time. */
export interface Permit {
  /** Fires when it is over. */
  signal: AbortSignal;
  /** Whether something may be sent now; looked at right before each sending. */
  mayPush(): boolean;
  /** Whether the work goes back to a checkpoint, so that its first entries may have been pushed before. */
  resumed?: boolean;
}

/** Where entries go. */
export interface Sink {
  name: string;
  /** Whether acknowledged entries are stored. The checkpoint follows the durable sinks, if there are any. */
  durable: boolean;
  /**
   * Delivers entries in about their order; retries forever. Resolves with those that cannot be delivered
   * now, while others can: they are to be handed over again. All others are where they belong, or dropped for good.
   *
   * @throws when the permit ends first: nothing is known of the entries then
   */
  deliver(items: readonly Item[], permit: Permit): Promise<readonly Item[]>;
  /** The sink of one tenant, which waits for no other; undefined if there are no tenants. */
  ofTenant?: ((tenant: string) => Sink) | undefined;
}

/** A receiver's name in the status: that of the sink, and of the tenant if there are several. */
export const receiverOf = (sink: string, tenant?: string): string =>
  tenant === undefined ? sink : `${sink}/${tenant}`;

/** Drops everything: to try the collector, or to measure the stages before. */
export const discard: Sink = { name: 'discard', durable: false, deliver: () => Promise.resolve([]) };

/** Waits until something may be sent. @throws when the permit ends first */
export async function permitted({ signal, mayPush }: Permit): Promise<void> {
  while (!signal.aborted) {
    if (mayPush()) {
      return;
    }
    await sleep(50, signal);
  }
  throw new Error('stopped');
}
