import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Entry, type PresetName, PRESETS } from '../../../pkg/event/src/index.ts';
import { type Item, sizeOf } from '../../../backend-sidecar/src/delivery/item.ts';
import { StreamGuard } from '../../../backend-sidecar/src/delivery/loki/guard.ts';
import { type Answer, lokiPush } from '../../../backend-sidecar/src/delivery/loki/http.ts';
import { LokiSink } from '../../../backend-sidecar/src/delivery/loki/sink.ts';
import { Bed } from '../harness.ts';

/** Loki with tenants, each with limits of its own that can be changed while it runs. */
export class TenantBed {
  readonly lokiUrl: string;
  readonly #bed: Bed;
  readonly #folder: string;

  private constructor(bed: Bed, folder: string) {
    this.#bed = bed;
    this.#folder = folder;
    this.lokiUrl = bed.stack.lokiUrl;
  }

  static async start(limits: Record<string, object>): Promise<TenantBed> {
    const folder = mkdtempSync(path.join(tmpdir(), 'limits-'));
    writeLimits(folder, limits);
    const runtime = { file: path.join(folder, 'overrides.json'), period: '1s' };
    const lokiConfig = { auth_enabled: true, runtime_config: runtime };
    return new TenantBed(await Bed.start({ only: ['loki'], lokiConfig }), folder);
  }

  /** Loki reads them within seconds. */
  setLimits(limits: Record<string, object>): void {
    writeLimits(this.#folder, limits);
  }

  async end(): Promise<void> {
    await this.#bed.end();
    rmSync(this.#folder, { recursive: true });
  }
}

function writeLimits(folder: string, overrides: Record<string, object>): void {
  const file = path.join(folder, 'overrides.json');
  // In one go: Loki reads a whole file.
  writeFileSync(`${file}.new`, JSON.stringify({ overrides }));
  renameSync(`${file}.new`, file);
}

/** A sink for a tenant, and what became of what it was given. */
export class TenantSink {
  readonly sink: LokiSink;
  readonly dropped: string[] = [];
  /** Loki's answers, in order. */
  readonly answers: Answer[] = [];
  changed = 0;
  /** Added to the monotonic clock. */
  laterMs = 0;
  /** Whether an earlier leader may have pushed the entries before. */
  resumed = false;

  constructor(lokiUrl: string, tenant: string, labelPreset: PresetName = 'kubernetes-events') {
    const access = { url: lokiUrl, tenant, timeoutMs: 10_000, headers: {}, tls: { insecureSkipVerify: false } };
    const push = lokiPush(access);
    this.sink = new LokiSink(
      async (body, signal) => {
        const answer = await push(body, signal);
        this.answers.push(answer);
        return answer;
      },
      new StreamGuard(2_000, [], PRESETS[labelPreset]),
      {
        retrying: () => undefined,
        pushed: () => undefined,
        mended: () => this.changed++,
        suspected: () => undefined,
        dropped: (_, why, text) => this.dropped.push(`${why}: ${text}`),
      },
      { wallNs: () => BigInt(Date.now()) * 1_000_000n, monotonicMs: () => performance.now() + this.laterMs }
    );
  }

  /** Delivers entries; resolves with how many have to wait. */
  async deliver(...entries: Entry[]): Promise<number> {
    const left = await this.sink.deliver(entries.map(itemOf), {
      signal: new AbortController().signal,
      mayPush: () => true,
      resumed: this.resumed,
    });
    return left.length;
  }
}

let sequence = 0;

function itemOf(entry: Entry): Item {
  const recordedNs = BigInt(Date.now()) * 1_000_000n;
  return { sequence: ++sequence, entry, bytes: sizeOf(entry), recordedNs, receivedMs: performance.now(), scope: '*' };
}
