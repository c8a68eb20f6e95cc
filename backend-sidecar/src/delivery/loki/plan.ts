import { type FitClock } from './fit.ts';
import { type OpenStream, type StreamGuard } from './guard.ts';
import { type Limits } from './limits.ts';
import { byStream, bytesOf, type Pending } from './pending.ts';

/** A push is made no larger than this, in bytes of lines and metadata. */
export const LARGEST_PUSH = 1024 * 1024;

/** A stream that took an entry this recently is open in Loki for sure. */
const SURELY_OPEN_MS = 2 * 60_000;

/**
 * An entry this far behind the newest one of its stream may be refused for it. Loki's limit is half of
 * `max_chunk_age`, an hour by default.
 */
const BEHIND_NS = 20n * 60n * 1_000_000_000n;

/**
 * Groups entries into pushes, so that no refusal can hide.
 *
 * An ingester checks streams one after the other, and answers for the last one alone: it takes a push with 204 although
 * it refused the first stream (https://github.com/grafana/loki/blob/v3.7.8/pkg/ingester/instance.go, `Push`). So only
 * streams that it has no reason to refuse share a push: those that are open for sure, without an entry far behind. The
 * one with the most bytes is last, as the first to exceed the rate of a stream. All others are pushed alone.
 */
export function plan(
  pending: readonly Pending[],
  limits: Limits,
  guard: StreamGuard,
  { nowMs }: FitClock
): Pending[][] {
  const maxBytes = Math.min(LARGEST_PUSH, limits.of('push bytes'));
  if (pending.length === 1) {
    return [[...pending]];
  }
  const areAlone = limits.of('streams a push') === 1;
  const isSure = ({ usedMs, newestNs }: OpenStream, members: Pending[]): boolean =>
    !areAlone && nowMs - usedMs < SURELY_OPEN_MS && !isBehind(members, newestNs);
  const sure: Pending[][] = [];
  const alone: Pending[][] = [];
  for (const [stream, members] of byStream(pending)) {
    const open = guard.open(stream);
    (open && isSure(open, members) ? sure : alone).push(members);
  }
  alone.sort(([a], [b]) => labelsOf(a!) - labelsOf(b!));
  return [...sliced(heaviestLast(sure).flat(), maxBytes), ...alone.flatMap((members) => sliced(members, maxBytes))];
}

/** A new stream with fewer labels goes before one with more: it is the one that any entry can fall back to. */
function labelsOf({ entry }: Pending): number {
  return Object.keys(entry.labels).length;
}

function isBehind(members: readonly Pending[], newestNs: bigint): boolean {
  let newest = newestNs;
  return members.some(({ entry: { timestampNs } }) => {
    newest = timestampNs > newest ? timestampNs : newest;
    return timestampNs < newest - BEHIND_NS;
  });
}

function heaviestLast(streams: readonly Pending[][]): Pending[][] {
  const sizes = streams.map(bytesOf);
  const heaviest = sizes.indexOf(Math.max(...sizes));
  return streams.length > 1 ? [...streams.filter((_, at) => at !== heaviest), streams[heaviest]!] : [...streams];
}

/** In parts of at most `maxBytes`, each of at least one entry. */
export function sliced(pending: readonly Pending[], maxBytes: number): Pending[][] {
  const parts: Pending[][] = [];
  let bytes = Infinity;
  for (const one of pending) {
    if (bytes + one.bytes > maxBytes) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)!.push(one);
    bytes += one.bytes;
  }
  return parts;
}
