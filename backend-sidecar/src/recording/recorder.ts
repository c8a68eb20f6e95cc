import { type Event, nanosOf, text } from '@kubernetes-events/event';
import { isBelow, type Resumption } from '../checkpoint/checkpoint.ts';
import { type Position } from '../checkpoint/position.ts';
import { versionOf } from '../checkpoint/resource-version.ts';
import { type Output, type Seen } from '../watch/state.ts';
import { type OwnEvent } from './event.ts';
import { type Known } from './known.ts';

/** How much earlier than a position something may have happened that was not recorded with it. */
const LATE_NS = 120_000_000_000n;

/** At the first start, what happened in the last hour is recorded: as long as Kubernetes keeps its events. */
const BACKFILL_MS = 3_600_000;

export interface RecorderParts {
  floors: Resumption['floors'];
  /** When the position was reached, as RFC 3339: where an object is not known, what happened to it before is recorded. */
  since: string;
  /** The field selector for the events. */
  selects: (event: Event) => boolean;
}

type Found = Extract<Output, { kind: 'revision' | 'deleted' }>;

/** Since when what happened is recorded, where it is not known what was recorded. */
export function sinceOf(position: Position | undefined, backfill: 'all' | 'none'): string {
  const firstMs = Date.now() - (backfill === 'all' ? BACKFILL_MS : 0);
  return position?.time ?? new Date(firstMs).toISOString();
}

/**
 * Entries from a watch of other objects than events. Exactly once: a leader that takes over reads the objects as they were
 * at the checkpoint's version, which shows what is recorded; each entry depends on what happened alone.
 */
export abstract class Recorder<K extends Known<unknown>> {
  protected readonly known: K;
  readonly #parts: RecorderParts;
  readonly #sinceNs: bigint;

  constructor(known: K, parts: RecorderParts) {
    this.known = known;
    this.#parts = parts;
    this.#sinceNs = (nanosOf(parts.since) ?? 0n) - LATE_NS;
  }

  /** Notes an object's state as recorded. */
  protected abstract recall(object: Event): void;

  /** What is new in an object's state, which is recorded with it. @param seen how the watch found it */
  protected abstract found(object: Event, signal: AbortSignal, seen: Seen | 'deleted'): Promise<OwnEvent[]>;

  /** A list of the objects begins. */
  listing(): void {
    this.known.listing();
  }

  /** What the watch found, as entries to deliver; each position comes with the last entry before it. */
  async outputsOf(outputs: readonly Output[], signal: AbortSignal): Promise<Output[]> {
    const own: Output[] = [];
    for (const output of outputs) {
      own.push(...(await this.#outputsOf(output, signal)));
    }
    return own;
  }

  /** Whether something that happened at this time can be missing from what was recorded up to the position. */
  protected isSince(time: unknown): boolean {
    return (nanosOf(time) ?? 0n) >= this.#sinceNs;
  }

  protected isSelected(event: Event): boolean {
    return this.#parts.selects(event);
  }

  async #outputsOf(output: Output, signal: AbortSignal): Promise<Output[]> {
    switch (output.kind) {
      case 'complete':
        this.known.completed();
        return [];
      case 'recalled':
        this.recall(output.event);
        return [];
      case 'revision':
      case 'deleted': {
        const found = await this.#found(output, signal);
        if (output.kind === 'deleted') {
          this.known.forget(text(output.event.metadata?.uid));
        }
        return this.#entries(found, output);
      }
      case 'position':
        return [{ ...output, position: this.#timed(output.position) }];
      case 'unreadable':
        return [output];
    }
  }

  async #found(output: Found, signal: AbortSignal): Promise<OwnEvent[]> {
    const { kind, event } = output;
    if (isBelow(event, this.#parts.floors)) {
      this.recall(event);
      return [];
    }
    return await this.found(event, signal, kind === 'revision' ? output.seen : 'deleted');
  }

  /** What was found as outputs, the position with the last of them. */
  #entries(found: readonly OwnEvent[], output: Found): Output[] {
    const seen = output.kind === 'revision' ? output.seen : 'modified';
    const version = versionOf(output.event);
    const entries = found.map(({ event, own }) => ({
      kind: 'revision' as const,
      event,
      seen,
      own: version ? { ...own, version } : own,
    }));
    const position = output.position && this.#timed(output.position);
    const last = entries.pop();
    if (!last) {
      return position ? [{ kind: 'position', position }] : [];
    }
    return [...entries, position ? { ...last, position } : last];
  }

  /** The position with the time up to which all is recorded: of a list in progress, that from before it. */
  #timed(position: Position): Position {
    const isWhole = this.known.isComplete && !position.list && !position.parts;
    return { ...position, time: isWhole ? new Date().toISOString() : this.#parts.since };
  }
}
