import { type FitClock } from './fit.ts';
import { type StreamGuard } from './guard.ts';
import { type TenantLimits } from './limits.ts';
import { type Pending } from './pending.ts';
import { type Reason } from './refusal.ts';
import { msBetween } from './times.ts';

/** Times beyond a limit by less than this are left to Loki: it names times to the second, and clocks differ. */
const MARGIN_MS = 1_000;

/** Records the limit that a refusal shows. @param refused the entries that were refused for it */
export function learn(
  reason: Reason,
  refused: readonly Pending[],
  limits: TenantLimits,
  guard: StreamGuard,
  { nowNs, nowMs }: FitClock
): void {
  switch (reason.kind) {
    case 'too old':
      return limits.learn('age', msBetween(reason.oldestNs, nowNs) - MARGIN_MS, nowMs);
    case 'too new': {
      const ahead = refused.map(({ entry }) => msBetween(nowNs, entry.timestampNs));
      return limits.learn('ahead', Math.min(...ahead) - MARGIN_MS, nowMs);
    }
    case 'line too long':
      return limits.learn('line bytes', reason.limit, nowMs);
    case 'too many labels': {
      const counts = refused.map(({ entry }) => Object.keys(entry.labels).length);
      return limits.learn('label names', reason.limit + (counts.includes(reason.found + 1) ? 1 : 0), nowMs);
    }
    case 'no metadata':
      return limits.learn('metadata fields', 0, nowMs);
    case 'too many metadata fields':
      return limits.learn('metadata fields', reason.limit, nowMs);
    case 'metadata too large':
      return limits.learn('metadata bytes', reason.limit, nowMs);
    case 'too many streams':
      refused.forEach(({ stream }) => guard.refused(stream));
      return limits.learn('streams', 0, nowMs);
    default:
      // About this entry or this moment alone.
      return undefined;
  }
}

/** Changes what the limits for all entries do not cover, or not for sure: they move with the clock. */
export function change(one: Pending, reason: Reason): void {
  switch (reason.kind) {
    case 'too old':
    case 'too new':
      return moveTime(one);
    case 'too far behind':
      // Another stream has another newest entry.
      one.changes.bare ||= one.changes.time === 'push';
      return moveTime(one);
    case 'bad label':
      one.changes.bare = true;
      return undefined;
    default:
      return undefined;
  }
}

function moveTime({ entry, item, changes }: Pending): void {
  if (entry.timestampNs === changes.stampNs) {
    changes.time = 'push';
    changes.stampNs = undefined;
  } else {
    const isOwn = changes.time === 'own' && entry.timestampNs !== item.recordedNs;
    changes.time = isOwn ? 'recorded' : 'push';
  }
}
