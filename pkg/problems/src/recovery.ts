import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery, including } from '@kubernetes-events/logql';
import { type Mode } from '@kubernetes-events/reasons';
import { bucketStart } from './buckets.ts';
import { unique } from './own.ts';
import { type Problem } from './problem.ts';
import { type Store } from './store.ts';

/** The normal event that an object writes once it is past a failure; other failures have none. */
const PAST: Partial<Record<Mode, string>> = {
  scheduling: 'Scheduled',
  image: 'Pulled',
  volume: 'Started',
  network: 'Started',
  other: 'Started',
  quota: 'SuccessfulCreate',
  admission: 'SuccessfulCreate',
};
const MOST = 100;

/**
 * Whether each object of a problem's events continued after its last one, as events say.
 *
 * @param records the problem's events, newest first
 * @returns undefined if events do not say
 */
export async function recoveredAfter(
  store: Store,
  base: EventQuery,
  { mode, groups, buckets }: Problem,
  records: readonly EventRecord[]
): Promise<boolean | undefined> {
  const past = mode === 'other' && !groups.some(({ sign }) => sign === 'missing') ? undefined : PAST[mode];
  const own = records.filter(({ kind }) => (kind === 'Pod') === (past !== 'SuccessfulCreate'));
  if (!past || own.length === 0) {
    return undefined;
  }
  const query: EventQuery = {
    ...base,
    filters: [
      ...base.filters!,
      including('_type', 'Normal'),
      including('_kind', ...unique(own.map(({ kind }) => kind))),
      including('reason', past),
    ],
  };
  const span = { from: own.at(-1)!.timeMs, to: bucketStart(buckets, buckets.count) };
  const went = await store.list(query, span, 'newest', MOST);
  return unique(own.map(({ name }) => name)).every((name) => {
    const lastMs = own.find((record) => record.name === name)!.timeMs;
    return went.some((record) => record.name === name && record.timeMs > lastMs);
  });
}
