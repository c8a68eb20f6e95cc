import { countQuery, type EventQuery } from '@kubernetes-events/logql';
import { type Store } from './store.ts';
import { HOUR } from './units.ts';

const LOOK_BACK_HOURS = 7 * 24;

/**
 * When what was there already at the start of a range began: the start of the run of hours in which it happened.
 *
 * @returns `whole` unless it goes back as far as was looked, a week
 */
export async function beginningBefore(
  store: Store,
  own: EventQuery,
  atMs: number
): Promise<{ startMs: number; whole: boolean }> {
  const to = Math.floor(atMs / HOUR) * HOUR;
  const from = to - LOOK_BACK_HOURS * HOUR;
  const expr = countQuery(own, { window: `${HOUR / 1000}s`, offset: '1ms', what: 'entries' });
  const [series] = await store.metric(expr, { from: from + HOUR, to }, HOUR);
  const hours = new Set(series?.times.filter((_, at) => (series.values[at] ?? 0) > 0));
  // A value at an instant counts the hour before it.
  let startMs = to;
  while (startMs > from && hours.has(startMs)) {
    startMs -= HOUR;
  }
  const whole = startMs > from;
  const [first] = await store.list(own, { from: startMs, to: atMs + HOUR }, 'oldest', 1);
  return { startMs: first?.timeMs ?? atMs, whole };
}
