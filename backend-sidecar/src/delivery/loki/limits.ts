/** How long a limit that Loki has shown is relied on before it is tried again, in milliseconds. */
export const LEARNED_FOR_MS = 3_600_000;

export type LimitName =
  /** Structured metadata of an entry; 0 if the tenant may not send any. */
  | 'metadata fields'
  | 'metadata bytes'
  /** Labels of a stream, `service_name` included. */
  | 'label names'
  | 'line bytes'
  /** How old an entry may be, and how far ahead of the clock, in milliseconds. */
  | 'age'
  | 'ahead'
  /** New streams: 0 if there is no room. */
  | 'streams'
  /** Line and metadata of one push, and of one second. */
  | 'push bytes'
  | 'rate'
  /** Streams in one push: 1 once a stream's own rate was exceeded. */
  | 'streams a push';

/** Limits that decide how an entry is written, as opposed to how many go in a push. */
const OF_ENTRIES: readonly LimitName[] = [
  'metadata fields',
  'metadata bytes',
  'label names',
  'line bytes',
  'age',
  'ahead',
  'streams',
];

/** The limits that entries are fitted to. */
export interface Limits {
  /** `Infinity` if no limit is known. */
  of(name: LimitName): number;
}

interface Learned {
  value: number;
  untilMs: number;
}

/**
 * What Loki's refusals have shown of the tenant's limits. It applies to every entry that is queued, and expires: the
 * limit may have been raised, or used up by others for a while.
 */
export class TenantLimits implements Limits {
  readonly #learned = new Map<LimitName, Learned>();
  #version = 0;

  /** Goes up when a limit changes: entries are fitted again then. */
  get version(): number {
    return this.#version;
  }

  of(name: LimitName): number {
    return this.#learned.get(name)?.value ?? Infinity;
  }

  /** Sets a limit, for the next hour. */
  learn(name: LimitName, value: number, nowMs: number): void {
    this.#change(name, { value, untilMs: nowMs + LEARNED_FOR_MS });
  }

  forget(name: LimitName): void {
    this.#change(name, undefined);
  }

  isDue(name: LimitName, nowMs: number): boolean {
    return (this.#learned.get(name)?.untilMs ?? Infinity) <= nowMs;
  }

  /** The expired limits that one entry can try. */
  due(nowMs: number): LimitName[] {
    return OF_ENTRIES.filter((name) => this.isDue(name, nowMs));
  }

  /** As if one limit were not known. */
  without(omitted: LimitName): Limits {
    return { of: (name) => (name === omitted ? Infinity : this.of(name)) };
  }

  #change(name: LimitName, learned: Learned | undefined): void {
    if (this.#learned.get(name)?.value !== learned?.value) {
      this.#version++;
    }
    if (learned) {
      this.#learned.set(name, learned);
    } else {
      this.#learned.delete(name);
    }
  }
}
