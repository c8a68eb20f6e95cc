import { type Entry } from '@kubernetes-events/event';
import { sleep } from '../../api/deadline.ts';
import { backoffMs } from '../../watch/backoff.ts';
import { type Item, sizeOf } from '../item.ts';
import { type Permit, permitted, type Sink } from '../sink.ts';
import { encodePush } from './encode.ts';
import { type StreamGuard } from './guard.ts';
import { type Answer, type Push } from './http.ts';
import { cut, mend } from './mend.ts';
import { type Reason, type ReasonKind, reasonsOf } from './refusal.ts';
import { pack } from './snappy.ts';
import { allRefused, split } from './split.ts';

/** What a person wants to know of the pushing. */
export interface LokiReport {
  /** An attempt came to nothing; another follows. */
  retrying(reason: string, attempts: number, waitMs: number): void;
  pushed(entries: number, bytes: number, attempts: number): void;
  mended(reason: ReasonKind): void;
  dropped(entry: Entry, reason: string): void;
}

const WAITS = { firstMs: 250, longestMs: 5_000 };

/** Pushes are made no smaller than this because of a rate. */
const SMALLEST_PUSH = 16 * 1024;
const LARGEST_PUSH = 1024 * 1024;

/** An entry that is still refused after so many changes is given up on. */
const MOST_MENDS = 8;

/** How long an entry waits whose stream, with as few labels as can be, is still one too many. */
const NO_ROOM_MS = 5_000;

/** After so many refusals by the rate, a lone entry is taken to be larger than the tenant's burst. */
const BURST_ATTEMPTS = 8;

type Outcome = { kind: 'taken' } | { kind: 'too much' } | { kind: 'refused'; text: string };

/**
 * Loki as a sink: pushes in snappy-compressed protobuf, tries again for as long as it takes, and mends what Loki has
 * something against. An entry is given up on only when there is nothing left to change about it.
 */
export class LokiSink implements Sink {
  readonly name = 'loki';
  readonly durable = true;
  readonly #push: Push;
  readonly #guard: StreamGuard;
  readonly #report: LokiReport;
  readonly #nowNs: () => bigint;
  readonly #learned = new Map<ReasonKind, Reason>();
  readonly #mends = new WeakMap<Item, number>();
  #pushBytes = LARGEST_PUSH;
  #everTaken = false;
  /** What Loki says when not even one more stream fits. */
  #noRoom = '';

  constructor(push: Push, guard: StreamGuard, report: LokiReport, nowNs: () => bigint) {
    this.#push = push;
    this.#guard = guard;
    this.#report = report;
    this.#nowNs = nowNs;
  }

  async deliver(items: readonly Item[], permit: Permit): Promise<void> {
    let work = [items.map((item) => this.#prepare(item))];
    while (work.length > 0) {
      const mended: Item[] = [];
      while (work.length > 0) {
        const batch = work.shift()!;
        if (batch.length > 1 && bytesOf(batch) > this.#pushBytes) {
          work.unshift(...halves(batch));
        } else {
          work.unshift(...this.#judge(batch, await this.#attempt(batch, permit), mended));
        }
      }
      work = mended.length > 0 ? [mended] : [];
      if (this.#noRoom) {
        this.#report.retrying(this.#noRoom, 1, NO_ROOM_MS);
        this.#noRoom = '';
        await sleep(NO_ROOM_MS, permit.signal);
      }
    }
  }

  /** What is to be asked about again after a push; entries that were mended go to `mended`. */
  #judge(batch: Item[], outcome: Outcome, mended: Item[]): Item[][] {
    switch (outcome.kind) {
      case 'taken':
        return [];
      case 'too much': {
        if (batch.length > 1) {
          return halves(batch);
        }
        const half = this.#replace(batch[0]!, (entry) => halfOf(entry), 'rate', 'larger than the burst allowed');
        mended.push(...half);
        return [];
      }
      case 'refused': {
        const reasons = reasonsOf(outcome.text);
        if (!allRefused(batch, reasons, outcome.text)) {
          return split(batch);
        }
        this.#learn(reasons);
        mended.push(...batch.flatMap((item) => this.#mend(item, reasons, outcome.text)));
        return [];
      }
    }
  }

  /** The entry as Loki is known to want it. */
  #prepare(item: Item): Item {
    let entry = this.#guard.fit(item.entry, performance.now());
    if (entry.timestampNs === 0n) {
      entry = { ...entry, timestampNs: item.recordedNs || this.#nowNs() };
    }
    for (const reason of this.#learned.values()) {
      if (applies(reason, entry)) {
        entry = mend({ ...item, entry }, reason, this.#nowNs()) ?? entry;
      }
    }
    return entry === item.entry ? item : { ...item, entry };
  }

  #learn(reasons: readonly Reason[]): void {
    for (const reason of reasons) {
      if (reason.kind === 'too many streams') {
        this.#guard.noMore();
      } else if (
        reason.kind === 'no metadata' ||
        reason.kind === 'line too long' ||
        reason.kind === 'too many labels'
      ) {
        this.#learned.set(reason.kind, reason);
      }
    }
  }

  #mend(item: Item, reasons: readonly Reason[], text: string): Item[] {
    const mendAll = (entry: Entry): Entry | undefined => {
      let current: Entry | undefined;
      for (const reason of reasons) {
        current = mend({ ...item, entry: current ?? entry }, reason, this.#nowNs()) ?? current;
      }
      return current;
    };
    if (reasons[0]?.kind === 'too many streams' && !mendAll(item.entry)) {
      // Only time mends this: streams that are quiet are let go of, or the limit is raised.
      this.#noRoom = text;
      return [item];
    }
    return this.#replace(item, mendAll, reasons[0]!.kind, text);
  }

  #replace(item: Item, change: (entry: Entry) => Entry | undefined, kind: ReasonKind, text: string): Item[] {
    const mends = (this.#mends.get(item) ?? 0) + 1;
    const entry = mends > MOST_MENDS ? undefined : change(item.entry);
    if (!entry) {
      this.#report.dropped(item.entry, text);
      return [];
    }
    this.#report.mended(kind);
    const replaced = { ...item, entry, bytes: sizeOf(entry) };
    this.#mends.set(replaced, mends);
    return [replaced];
  }

  /** Pushes until there is an answer that waiting does not change. */
  async #attempt(batch: readonly Item[], permit: Permit): Promise<Outcome> {
    const body = pack(encodePush(batch.map(({ entry }) => entry)));
    for (let attempts = 1; ; attempts++) {
      if (permit.signal.aborted || !permit.mayPush()) {
        await permitted(permit);
      }
      const answer = await this.#push(body, permit.signal);
      const outcome = this.#outcomeOf(answer, attempts, batch);
      if (outcome) {
        if (outcome.kind === 'taken') {
          this.#everTaken = true;
          this.#pushBytes = Math.min(LARGEST_PUSH, this.#pushBytes * 1.5);
          this.#report.pushed(batch.length, body.length, attempts);
        }
        return outcome;
      }
      const waitMs = Math.max(answer.retryAfterMs, backoffMs(attempts, WAITS, Math.random()));
      if (!permit.signal.aborted) {
        this.#report.retrying(describe(answer), attempts, waitMs);
      }
      await sleep(waitMs, permit.signal);
    }
  }

  /** What an answer means; undefined where the same push is to be tried again. */
  #outcomeOf({ status, text }: Answer, attempts: number, batch: readonly Item[]): Outcome | undefined {
    if (status >= 200 && status < 300) {
      return { kind: 'taken' };
    }
    if (status === 413) {
      return { kind: 'too much' };
    }
    return status === 400 || status === 429 ? this.#refusal(text, status, attempts, batch) : undefined;
  }

  #refusal(text: string, status: number, attempts: number, batch: readonly Item[]): Outcome | undefined {
    switch (reasonsOf(text)[0]?.kind) {
      case 'rate':
        return this.#overRate(attempts, batch);
      case 'unknown':
        // Perhaps not Loki at all: what never took anything is not believed to refuse just this.
        return status === 400 && this.#everTaken && attempts > 2 ? { kind: 'refused', text } : undefined;
      default:
        return { kind: 'refused', text };
    }
  }

  /** A small entry is over no burst, however long it takes: cutting or dropping it would mend nothing. */
  #overRate(attempts: number, batch: readonly Item[]): Outcome | undefined {
    this.#pushBytes = Math.max(SMALLEST_PUSH, this.#pushBytes / 2);
    const divisible = batch.length > 1 ? attempts >= 2 : attempts >= BURST_ATTEMPTS && bytesOf(batch) > SMALLEST_PUSH;
    return divisible ? { kind: 'too much' } : undefined;
  }
}

/** Whether an entry would run into a limit that is known. */
function applies(reason: Reason, entry: Entry): boolean {
  switch (reason.kind) {
    case 'line too long':
      return Buffer.byteLength(entry.line) > reason.limit;
    case 'too many labels':
      return Object.keys(entry.labels).length > reason.limit;
    default:
      return reason.kind === 'no metadata';
  }
}

function halves(batch: readonly Item[]): Item[][] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}

function halfOf(entry: Entry): Entry | undefined {
  const length = Buffer.byteLength(entry.line);
  return length > 1024 ? { ...entry, line: cut(entry.line, Math.floor(length / 2)) } : undefined;
}

function bytesOf(batch: readonly Item[]): number {
  return batch.reduce((sum, { bytes }) => sum + bytes, 0);
}

function describe({ status, text }: Answer): string {
  const hints: Record<number, string> = {
    0: '',
    401: ' (set receivers.loki.username and password, or bearerToken)',
    403: ' (the credentials do not allow pushing)',
    404: ' (receivers.loki.url is not a push address: it ends in /loki/api/v1/push)',
  };
  return `${status ? `status ${status}: ` : ''}${text.trim().slice(0, 300)}${hints[status] ?? ''}`;
}
