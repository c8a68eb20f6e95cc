import { type Pending, byStream } from './pending.ts';
import { type Reason, type Refusal } from './refusal.ts';
import { isoTime } from './times.ts';

const NS_A_SECOND = 1_000_000_000n;

/**
 * The entries of a push that Loki refused, and why, when its answer shows which: it has taken the others then. Undefined
 * when it does not: a changed copy of an entry that Loki has taken would be a second one.
 *
 * Each entry is checked against the limits that the answer names; the result counts only if Loki reports as many errors
 * as there are entries beyond the limits.
 */
export function refusedOf(
  push: readonly Pending[],
  refusals: readonly Refusal[],
  text: string
): Map<Pending, Reason> | undefined {
  const streams = byStream(push);
  const { reason: first } = refusals[0]!;
  if (push.length === 1 || (streams.size === 1 && first.kind === 'too many streams')) {
    return new Map(push.map((one) => [one, first]));
  }
  if (streams.size > 1 && isByIngester(refusals)) {
    return undefined;
  }
  const refused = new Map<Pending, Reason>();
  let expected = 0;
  for (const members of streams.values()) {
    const ofStream = refusals.find(({ reason }) => refusesStream(reason, members[0]!, text));
    const found = members.flatMap((one) => {
      const refusal = ofStream ?? refusals.find(({ reason }) => refusesEntry(reason, one, text));
      return refusal ? [[one, refusal.reason] as const] : [];
    });
    found.forEach(([one, reason]) => refused.set(one, reason));
    expected += ofStream ? 1 : found.length;
  }
  const reported = refusals.reduce((sum, { reason, count }) => sum + (errorsOf(reason) ?? count), 0);
  return expected === reported ? refused : undefined;
}

/** An ingester's answer is about the last stream of the push; of the others it shows nothing. */
export function isByIngester(refusals: readonly Refusal[]): boolean {
  return refusals.some(({ reason: { kind } }) => kind === 'too many streams' || kind === 'too far behind');
}

/** The number of entries, for the reason that reports it in its text. */
function errorsOf(reason: Reason): number | undefined {
  return reason.kind === 'too far behind' ? reason.ignored : undefined;
}

/** Reasons that hold for a stream as a whole, and are reported once for it. */
function refusesStream(reason: Reason, { entry, stream }: Pending, text: string): boolean {
  switch (reason.kind) {
    case 'too many labels':
      return text.includes(`'${stream}' has ${reason.found} label names`) || hasTooMany(entry.labels, reason.limit);
    case 'bad label':
      return text.includes(`'${stream}' has label`);
    default:
      return false;
  }
}

/** Loki does not count `service_name`. */
function hasTooMany(labels: Readonly<Record<string, string>>, limit: number): boolean {
  return Object.keys(labels).length - ('service_name' in labels ? 1 : 0) > limit;
}

function refusesEntry(reason: Reason, { entry }: Pending, text: string): boolean {
  const { timestampNs, line, metadata } = entry;
  switch (reason.kind) {
    case 'too old':
    case 'too far behind':
      return timestampNs < reason.oldestNs + NS_A_SECOND;
    case 'too new':
      return text.includes(`has timestamp too new: ${isoTime(timestampNs).slice(0, 19)}`);
    case 'line too long':
      return Buffer.byteLength(line) > reason.limit;
    case 'no metadata':
      return Object.keys(metadata).length > 0;
    case 'too many metadata fields':
      return Object.keys(metadata).length > reason.limit;
    case 'metadata too large':
      return metadataBytes(metadata) > reason.limit;
    default:
      return false;
  }
}

function metadataBytes(metadata: Readonly<Record<string, string>>): number {
  return Object.entries(metadata).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
}
