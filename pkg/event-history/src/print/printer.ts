import { type StoredEvent } from '../events/stored-event.ts';

/** Prints events as pieces of text. */
export interface Printer {
  /** The listed events. */
  list: (events: readonly StoredEvent[]) => Iterable<string>;
  /** One event that arrives while watching. */
  one: (event: StoredEvent) => Iterable<string>;
  /** Whether people read the output, so that an empty one needs a message. */
  forPeople: boolean;
}
