/** Why Loki refuses an entry, with the limit that its answer names. */
export type Reason =
  /** Older than the tenant may send: before `oldestNs`, which Loki names to the second. */
  | { kind: 'too old'; oldestNs: bigint }
  /** Too far behind the newest entry of its stream. */
  | { kind: 'too far behind'; oldestNs: bigint; ignored: number }
  | { kind: 'too new' }
  | { kind: 'line too long'; limit: number }
  /** `found` is how many Loki counts: newer versions leave `service_name` out. */
  | { kind: 'too many labels'; found: number; limit: number }
  /** A label that is too long, or that Loki cannot parse. */
  | { kind: 'bad label' }
  | { kind: 'too many streams' }
  | { kind: 'no metadata' }
  | { kind: 'metadata too large'; limit: number }
  | { kind: 'too many metadata fields'; limit: number }
  /** The tenant's rate, or a push that is larger than the tenant's burst. */
  | { kind: 'rate'; bytesPerSecond: number }
  /** The rate of one stream. */
  | { kind: 'stream rate' };

export type ReasonKind = Reason['kind'];

/** A reason, and how many errors Loki reports for it. */
export interface Refusal {
  reason: Reason;
  count: number;
}

/**
 * Loki's texts. A gateway's error page must match none of them.
 *
 * Source: https://github.com/grafana/loki/blob/v3.7.8/pkg/validation/validate.go and pkg/ingester/stream.go
 */
const REASONS: ReadonlyArray<readonly [RegExp, (match: RegExpExecArray) => Reason]> = [
  [
    /reason: 'entry (?:too far behind|out of order)(?:.|\n)*total ignored: (\d+) out of \d+/,
    (match) => ({ kind: 'too far behind', oldestNs: lastCutoff(match[0]), ignored: Number(match[1]) }),
  ],
  [
    /has timestamp too old: \S+, oldest acceptable timestamp is: (\S+)/,
    ([, oldest]) => ({ kind: 'too old', oldestNs: nanoseconds(oldest) }),
  ],
  [/has timestamp too new: \S+/, () => ({ kind: 'too new' })],
  [/max entry size '(\d+)' bytes exceeded/, ([, limit]) => ({ kind: 'line too long', limit: Number(limit) })],
  [
    /has (\d+) label names; limit (\d+)/,
    ([, found, limit]) => ({ kind: 'too many labels', found: Number(found), limit: Number(limit) }),
  ],
  [
    /has label (?:name|value) too long|has duplicate label name|(?:couldn't parse|error parsing) labels/,
    () => ({ kind: 'bad label' }),
  ],
  [/maximum active stream limit exceeded/, () => ({ kind: 'too many streams' })],
  [/structured metadata, but this feature is disallowed/, () => ({ kind: 'no metadata' })],
  [
    /structured metadata too large: '\d+' bytes, limit: '(\d+)'/,
    ([, limit]) => ({ kind: 'metadata too large', limit: Number(limit) }),
  ],
  [
    /too many structured metadata labels: '\d+', limit: '(\d+)'/,
    ([, limit]) => ({ kind: 'too many metadata fields', limit: Number(limit) }),
  ],
  [
    /ingestion rate limit exceeded for user .*?(?:\(limit: (\d+) bytes\/sec\)|$)/,
    ([, limit]) => ({ kind: 'rate', bytesPerSecond: Number(limit ?? 0) }),
  ],
  [/Per stream rate limit exceeded/, () => ({ kind: 'stream rate' })],
];

/**
 * The refusals that an answer to a push names, one for each kind; empty if it names none.
 *
 * Loki groups errors that are the same (`3 errors like: …; 1 errors like: …`).
 */
export function refusalsOf(text: string): Refusal[] {
  const refusals = new Map<ReasonKind, Refusal>();
  const parts = text.split(/(?:^|; )(\d+) errors like: /);
  // Without groups the text is one error; with groups, what stands before the first is empty.
  const errors = parts.length === 1 ? ['1', text] : parts.slice(1);
  for (let at = 0; at + 1 < errors.length; at += 2) {
    const reason = reasonOf(errors[at + 1]!);
    const count = Number(errors[at]);
    if (!reason) {
      return [];
    }
    const known = refusals.get(reason.kind);
    refusals.set(reason.kind, { reason, count: count + (known?.count ?? 0) });
  }
  return [...refusals.values()];
}

function reasonOf(error: string): Reason | undefined {
  for (const [pattern, read] of REASONS) {
    const match = pattern.exec(error);
    if (match) {
      return read(match);
    }
  }
  return undefined;
}

function lastCutoff(text: string): bigint {
  return nanoseconds([...text.matchAll(/oldest acceptable timestamp is: ([^\s',]+)/g)].at(-1)?.[1]);
}

/** RFC 3339 to the second; 0 if there is none. */
function nanoseconds(time = ''): bigint {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? 0n : BigInt(ms) * 1_000_000n;
}
