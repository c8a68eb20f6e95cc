import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outcomeOf } from '../src/delivery/loki/outcome.ts';
import { type Pending, pendingOf, write } from '../src/delivery/loki/pending.ts';
import { type Reason, refusalsOf } from '../src/delivery/loki/refusal.ts';
import { refusedOf } from '../src/delivery/loki/verdict.ts';
import { item } from './items.ts';

const STREAM = '{_host="h", _type="Normal", service_name="kubernetes-events"}';
const SECOND_NS = 1_000_000_000n;
const OLDEST_NS = BigInt(Date.parse('2026-11-15T00:00:00Z')) * 1_000_000n;

describe("Loki's refusals", () => {
  const cases: ReadonlyArray<readonly [string, Reason]> = [
    [
      `entry for stream '${STREAM}' has timestamp too old: 2026-11-01T00:00:00Z, oldest acceptable timestamp is: 2026-11-15T00:00:00Z`,
      { kind: 'too old', oldestNs: OLDEST_NS },
    ],
    [`entry for stream '${STREAM}' has timestamp too new: 2027-01-01T00:00:00Z`, { kind: 'too new' }],
    [
      `entry with timestamp 2026-11-14 18:28:35.818 +0000 UTC ignored, reason: 'entry too far behind, entry timestamp is: 2026-11-14T18:28:35Z, oldest acceptable timestamp is: 2026-11-15T00:00:00Z',\nuser 'two', total ignored: 1 out of 4 for stream: ${STREAM}\n`,
      { kind: 'too far behind', oldestNs: OLDEST_NS, ignored: 1 },
    ],
    [
      `max entry size '1024' bytes exceeded for stream '${STREAM}' while adding an entry with length '2000' bytes`,
      { kind: 'line too long', limit: 1024 },
    ],
    [`entry for stream '${STREAM}' has 7 label names; limit 5`, { kind: 'too many labels', found: 7, limit: 5 }],
    [`stream '${STREAM}' has label value too long: 'x'`, { kind: 'bad label' }],
    [
      `maximum active stream limit exceeded when trying to create stream ${STREAM}, reduce`,
      { kind: 'too many streams' },
    ],
    [`stream '${STREAM}' includes structured metadata, but this feature is disallowed.`, { kind: 'no metadata' }],
    [
      `stream '${STREAM}' has structured metadata too large: '41' bytes, limit: '30' bytes. Please see`,
      { kind: 'metadata too large', limit: 30 },
    ],
    [
      `stream '${STREAM}' has too many structured metadata labels: '4', limit: '3'. Please see`,
      { kind: 'too many metadata fields', limit: 3 },
    ],
    [
      "ingestion rate limit exceeded for user fake (limit: 10 bytes/sec) while attempting to ingest '60' lines totaling '9' bytes",
      { kind: 'rate', bytesPerSecond: 10 },
    ],
    ['Per stream rate limit exceeded (limit: 3MB/sec) while attempting to ingest for stream', { kind: 'stream rate' }],
  ];
  for (const [text, reason] of cases) {
    it(`are read from its answer: ${reason.kind}`, () => {
      assert.deepEqual(refusalsOf(`${text}\n`), [{ reason, count: 1 }]);
    });
  }

  it('are counted by kind if an answer groups them', () => {
    const text = `2 errors like: max entry size '9' bytes exceeded for stream '{}'; 1 errors like: entry for stream '{}' has timestamp too new: x; 3 errors like: max entry size '9' bytes exceeded for stream '{a="b"}'`;
    assert.deepEqual(
      refusalsOf(text).map(({ reason, count }) => [reason.kind, count]),
      [
        ['line too long', 5],
        ['too new', 1],
      ]
    );
  });

  for (const page of ['<h1>400 Bad Request</h1>', 'Service out of order', 'labels rejected', '']) {
    it(`are not read into a gateway's page: "${page}"`, () => {
      assert.deepEqual(refusalsOf(page), []);
      assert.equal(outcomeOf({ status: 400, text: page, retryAfterMs: 0 }).kind, 'unexplained');
    });
  }

  it('include the status 260, with which Loki blocks a tenant', () => {
    assert.equal(outcomeOf({ status: 260, text: 'ingestion blocked for user', retryAfterMs: 0 }).kind, 'later');
    assert.equal(outcomeOf({ status: 204, text: '', retryAfterMs: 0 }).kind, 'taken');
  });
});

describe('which entries of a push were refused', () => {
  const push = [1, 2, 3, 4].map((sequence): Pending => {
    const one = pendingOf(
      item(sequence, {
        line: 'x'.repeat(sequence * 10),
        timestampNs: OLDEST_NS + BigInt(sequence - 2) * SECOND_NS,
        labels: { service_name: 's', _host: `h${sequence % 2}` },
      })
    );
    write(one, one.item.entry);
    return one;
  });
  const numbers = (text: string): number[] | undefined => {
    const refused = refusedOf(push, refusalsOf(text), text);
    return refused && [...refused.keys()].map(({ item: { sequence } }) => sequence).sort();
  };

  it('follows from the limit that the answer names', () => {
    assert.deepEqual(numbers("2 errors like: max entry size '25' bytes exceeded for stream"), [3, 4]);
  });

  it('is left open if Loki reports another number of errors', () => {
    assert.equal(numbers("3 errors like: max entry size '25' bytes exceeded for stream"), undefined);
  });

  it('is left open if a time is within the second that Loki names', () => {
    const text = (count: number) =>
      `${count} errors like: entry for stream '' has timestamp too old: x, oldest acceptable timestamp is: 2026-11-15T00:00:00Z`;
    assert.deepEqual(numbers(text(2)), [1, 2]);
    assert.equal(numbers(text(1)), undefined);
  });

  it('is left open if an ingester answers for the last of several streams', () => {
    assert.equal(numbers('maximum active stream limit exceeded when trying to create stream {}'), undefined);
  });
});
