import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { type Entry } from '@kubernetes-events/event';
import { type Item } from '../src/delivery/item.ts';
import { StreamGuard } from '../src/delivery/loki/guard.ts';
import { type Answer } from '../src/delivery/loki/http.ts';
import { LEARNED_FOR_MS } from '../src/delivery/loki/limits.ts';
import { HOLD_MS, type LokiReport, LokiSink, SUSPECT_REFUSALS } from '../src/delivery/loki/sink.ts';
import { type DecodedEntry, decodeBody } from './decode-push.ts';
import { item } from './items.ts';

const TAKEN: Answer = { status: 204, text: '', retryAfterMs: 0 };
const BAD: Answer = { status: 400, text: '<h1>400 Bad Request</h1>', retryAfterMs: 0 };

describe('the Loki sink', () => {
  /** What Loki or the gateway answers. */
  let answer: (entries: DecodedEntry[]) => Answer;
  let nowMs: number;
  let pushes: DecodedEntry[][];
  let taken: DecodedEntry[];
  let dropped: Array<{ entry: Entry; why: string }>;
  let sink: LokiSink;
  beforeEach(() => {
    answer = () => TAKEN;
    nowMs = 0;
    pushes = [];
    taken = [];
    dropped = [];
    const report: LokiReport = {
      retrying: () => undefined,
      pushed: () => undefined,
      mended: () => undefined,
      suspected: () => undefined,
      dropped: (entry, why) => dropped.push({ entry, why }),
    };
    const push = (body: Uint8Array) => {
      const entries = decodeBody(body);
      pushes.push(entries);
      const answered = answer(entries);
      if (answered === TAKEN) {
        taken.push(...entries);
      }
      return Promise.resolve(answered);
    };
    const clock = { wallNs: () => 1_700_000_000_000_000_000n, monotonicMs: () => nowMs };
    sink = new LokiSink(push, new StreamGuard(10), report, clock);
  });
  const permit = { signal: new AbortController().signal, mayPush: () => true };
  const linesOf = (entries: readonly DecodedEntry[]): string[] => entries.map(({ line }) => line).sort();

  it('sends nothing without a permit, and stops when it ends', async () => {
    const stop = new AbortController();
    const delivering = sink.deliver([item(1)], { signal: stop.signal, mayPush: () => false });
    setImmediate(() => stop.abort());
    await assert.rejects(delivering, /stopped/);
    assert.equal(pushes.length, 0);
  });

  it('stops retrying when the permit ends, although every wait then returns at once', async () => {
    const stop = new AbortController();
    answer = () => {
      stop.abort();
      assert.ok(pushes.length < 10, 'pushes in a loop');
      return { status: 0, text: 'connect ECONNREFUSED', retryAfterMs: 0 };
    };
    await assert.rejects(sink.deliver([item(1)], { signal: stop.signal, mayPush: () => true }), /stopped/);
    assert.equal(pushes.length, 1);
  });

  it('ends with the permit while more entries wait than others may be delivered past', async () => {
    const stop = new AbortController();
    await sink.deliver([item(0)], permit);
    const full = 'maximum active stream limit exceeded when trying to create stream {}, reduce';
    answer = () => {
      setImmediate(() => stop.abort());
      return { status: 429, text: full, retryAfterMs: 0 };
    };
    const items = Array.from({ length: 100 }, (_, sequence) =>
      item(sequence, { labels: { service_name: 's', cluster: `c${sequence}` } })
    );
    await assert.rejects(sink.deliver(items, { signal: stop.signal, mayPush: () => true }), /stopped/);
  });

  it('does not count a push as taken that Loki answers with 260 for blocked', async () => {
    const answers = [{ status: 260, text: 'ingestion blocked for user', retryAfterMs: 0 }, TAKEN];
    answer = () => answers.shift()!;
    assert.deepEqual(await sink.deliver([item(1)], permit), []);
    assert.equal(pushes.length, 2);
  });

  /** Delivers again and again what is left, with a new entry each time. */
  async function redeliver(left: readonly Item[], times: number, others = true): Promise<readonly Item[]> {
    for (let time = 0; time < times; time++) {
      nowMs += HOLD_MS;
      left = await sink.deliver([...left, ...(others ? [item(100 + time, { line: 'other' })] : [])], permit);
    }
    return left;
  }

  it('drops an entry that is refused alone, again and again, while others are taken, and delivers all others', async () => {
    answer = (entries) => (entries.some(({ line }) => line === 'poison') ? BAD : TAKEN);
    const items = [1, 2, 3, 4].map((sequence) =>
      item(sequence, { line: sequence === 3 ? 'poison' : `good ${sequence}` })
    );
    let left = await sink.deliver(items, permit);
    assert.deepEqual(left, [items[2]]);
    assert.deepEqual(linesOf(taken), ['good 1', 'good 2', 'good 4']);
    left = await redeliver(left, SUSPECT_REFUSALS - 1);
    assert.deepEqual([left, dropped], [[items[2]], []]);
    left = await redeliver(left, 1);
    assert.deepEqual(left, []);
    assert.deepEqual(
      dropped.map(({ entry, why }) => [entry.line, why]),
      [['poison', 'unexplained']]
    );
  });

  it('does not drop an entry, however often it is refused, while no others are taken', async () => {
    await sink.deliver([item(1)], permit);
    answer = () => BAD;
    const left = await redeliver(await sink.deliver([item(2, { line: 'good' })], permit), 3, false);
    assert.equal(left.length, 1);
    answer = () => TAKEN;
    nowMs += HOLD_MS;
    assert.deepEqual(await sink.deliver(left, permit), []);
    assert.deepEqual([linesOf(taken), dropped], [['a line', 'good'], []]);
  });

  const NO_METADATA: Answer = {
    status: 400,
    text: "stream '{}' includes structured metadata, but this feature is disallowed.",
    retryAfterMs: 0,
  };
  const refuseMetadata = (entries: DecodedEntry[]): Answer => {
    const count = entries.filter(({ metadata }) => Object.keys(metadata).length > 0).length;
    return count > 0 ? { ...NO_METADATA, text: `${count} errors like: ${NO_METADATA.text}` } : TAKEN;
  };
  const withMetadata = (): number => pushes.flat().filter(({ metadata }) => Object.keys(metadata).length > 0).length;

  it('applies what one refusal shows to all that follows', async () => {
    answer = refuseMetadata;
    await sink.deliver(
      [1, 2, 3].map((sequence) => item(sequence)),
      permit
    );
    const tried = withMetadata();
    await sink.deliver(
      [4, 5, 6].map((sequence) => item(sequence)),
      permit
    );
    assert.deepEqual([withMetadata(), taken.length, dropped], [tried, 6, []]);
  });

  it('tries a limit again after an hour, with one entry, and forgets it once that is taken', async () => {
    answer = refuseMetadata;
    await sink.deliver([item(1), item(2)], permit);
    for (const limit of ['in force', 'in force', 'lifted']) {
      nowMs += LEARNED_FOR_MS;
      pushes = [];
      answer = limit === 'lifted' ? () => TAKEN : refuseMetadata;
      await sink.deliver(
        [10, 11, 12].map((sequence) => item(sequence)),
        permit
      );
      const tried = pushes.filter((push) => push.some(({ metadata }) => Object.keys(metadata).length > 0));
      assert.deepEqual([tried[0]?.length, tried.length], [1, limit === 'lifted' ? 2 : 1], limit);
    }
    assert.deepEqual([taken.length, dropped], [11, []]);
  });

  it('drops an entry for a reason that Loki names once nothing is left to change about it', async () => {
    const refused = { ...NO_METADATA, text: `stream '{}' has label value too long: 'x'` };
    answer = (entries) => (entries.some(({ line }) => line === 'poison') ? refused : TAKEN);
    assert.deepEqual(await sink.deliver([item(1, { line: 'poison' }), item(2)], permit), []);
    assert.deepEqual(
      dropped.map(({ entry, why }) => [entry.line, why]),
      [['poison', 'refused']]
    );
    assert.deepEqual(linesOf(taken), ['a line']);
  });

  it('lets an entry wait for which Loki has no room, and delivers others meanwhile', async () => {
    const full = {
      status: 429,
      text: 'maximum active stream limit exceeded when trying to create stream {}, reduce',
      retryAfterMs: 0,
    };
    answer = (entries) => (entries.some(({ stream }) => !stream.includes('old')) ? full : TAKEN);
    const old = (sequence: number) => item(sequence, { labels: { service_name: 's', _host: 'old' }, line: 'old' });
    await sink.deliver([old(1)], permit);
    const left = await sink.deliver([item(2, { line: 'new' }), old(3)], permit);
    assert.deepEqual([left.map(({ sequence }) => sequence), linesOf(taken)], [[2], ['old', 'old']]);
    answer = () => TAKEN;
    nowMs += HOLD_MS;
    assert.deepEqual(await sink.deliver(left, permit), []);
    assert.deepEqual([linesOf(taken), dropped], [['new', 'old', 'old'], []]);
  });
});
