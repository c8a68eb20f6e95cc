import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Elector, type ElectorOptions } from '../src/election/elector.ts';
import { CHECKPOINT_ANNOTATION, type Lease } from '../src/election/lease.ts';
import { type LeaseLock } from '../src/election/lock.ts';
import { type Failure, type Result } from '../src/kubernetes/failure.ts';
import { Shutdown } from '../src/term/shutdown.ts';

const OPTIONS: ElectorOptions = {
  identity: 'me',
  leaseDurationMs: 300,
  renewDeadlineMs: 200,
  retryPeriodMs: 20,
  releaseMs: () => 1_000,
  uncontested: false,
};

/** A Lease in memory, behind a network that a test can take away. */
class FakeLock implements LeaseLock {
  readonly name = 'lease';
  readonly namespace = 'default';
  hangs = false;
  conflicts = 0;
  lease: Lease | undefined;
  #version = 0;

  get(_timeoutMs: number, signal: AbortSignal): Promise<Result<Lease>> {
    return this.#answer(signal, () => this.lease ?? { stage: 'read the lease', kind: 'not found', message: 'none' });
  }

  create(lease: Lease, timeoutMs: number, signal: AbortSignal): Promise<Result<Lease>> {
    return this.update(lease, timeoutMs, signal);
  }

  update(lease: Lease, _timeoutMs: number, signal: AbortSignal): Promise<Result<Lease>> {
    return this.#answer(signal, () => {
      if (this.conflicts > 0) {
        this.conflicts--;
        return { stage: 'write the lease', kind: 'conflict', message: 'changed' };
      }
      this.lease = { ...lease, metadata: { ...lease.metadata, resourceVersion: String(++this.#version) } };
      return this.lease;
    });
  }

  #answer(signal: AbortSignal, act: () => Lease | Failure): Promise<Result<Lease>> {
    if (this.hangs) {
      return new Promise((resolve) => {
        const aborted: Failure = { stage: 'wait', kind: 'aborted', message: 'aborted' };
        signal.addEventListener('abort', () => resolve({ ok: false, failure: aborted }), { once: true });
      });
    }
    const answer = act();
    return Promise.resolve('spec' in answer ? { ok: true, value: answer } : { ok: false, failure: answer as Failure });
  }
}

/** Leads until `work` ends; resolves with the failures that were reported. */
async function leads(lock: FakeLock, work: (lost: AbortSignal) => Promise<void> | void): Promise<Failure[]> {
  const failures: Failure[] = [];
  const report = {
    leader: () => undefined,
    failed: (failure: Failure) => failures.push(failure),
    renewed: () => undefined,
  };
  const elector = new Elector(lock, OPTIONS, report);
  assert.ok(await elector.acquire(new AbortController().signal));
  await elector.lead(
    undefined,
    () => '{"*":{"version":"7"}}',
    async ({ lost }) => work(lost)
  );
  return failures;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

describe('an elector', () => {
  it('releases the Lease with the last checkpoint, also after conflicts', async () => {
    const lock = new FakeLock();
    const failures = await leads(lock, () => {
      lock.conflicts = 2;
    });
    assert.equal(lock.lease?.spec?.holderIdentity, '');
    assert.equal(lock.lease?.metadata.annotations?.[CHECKPOINT_ANNOTATION], '{"*":{"version":"7"}}');
    assert.deepEqual([...new Set(failures.map(({ kind }) => kind))], ['conflict']);
  });

  it('gives up the release at the renew deadline if the API server does not answer', { timeout: 10_000 }, async () => {
    const lock = new FakeLock();
    await leads(lock, () => {
      lock.hangs = true;
    });
    assert.equal(lock.lease?.spec?.holderIdentity, 'me');
  });

  it(
    'loses its term at the renew deadline if renewals hang, and then releases nothing',
    { timeout: 10_000 },
    async () => {
      const lock = new FakeLock();
      await leads(lock, (lost) => {
        lock.hangs = true;
        return aborted(lost);
      });
      assert.equal(lock.lease?.spec?.holderIdentity, 'me');
    }
  );
});

describe('a shutdown', () => {
  it('leaves a part of its timeout to each later step, and counts from its request', () => {
    const stop = new AbortController();
    const shutdown = new Shutdown(stop.signal, 1_000_000);
    assert.ok(shutdown.deliveryMs < shutdown.releaseMs && shutdown.releaseMs < 1_000_000);
    const wholeMs = shutdown.deliveryMs;
    assert.equal(shutdown.deliveryMs, wholeMs);
    stop.abort();
    assert.ok(shutdown.deliveryMs <= wholeMs);
    assert.equal(new Shutdown(AbortSignal.timeout(1), 0).deliveryMs, 0);
  });
});
