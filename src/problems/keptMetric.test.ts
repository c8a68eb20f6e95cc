import { type Series, type Span } from '@kubernetes-events/problems';
import { forgetCounts, KEPT_MS, SETTLED_MS } from '../loki/keptCounts';
import { MINUTE } from '../shared/time/units';
import { keptMetric } from './keptMetric';

const NOW = Date.UTC(2026, 10, 26, 12, 10);
const SPAN = { from: NOW - 120 * MINUTE, to: NOW };

/** A Loki that counts one at each instant. */
function loki() {
  const asked: Span[] = [];
  const ask = async ({ from, to }: Span): Promise<Series[]> => {
    asked.push({ from, to });
    const times = Array.from({ length: (to - from) / MINUTE + 1 }, (_, at) => from + at * MINUTE);
    return [{ labels: { reason: 'BackOff' }, times, values: times.map(() => 1) }];
  };
  return { asked, get: (span: Span) => keptMetric('loki', 'expr', span, MINUTE, ask) };
}

const everyMinute = ({ from, to }: Span) =>
  Array.from({ length: (to - from) / MINUTE + 1 }, (_, at) => from + at * MINUTE);

describe('the values of a metric query', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    forgetCounts(0);
  });
  afterEach(() => jest.useRealTimers());

  it('are all there, each once, when only the newest are asked for', async () => {
    const { asked, get } = loki();
    await get(SPAN);
    jest.setSystemTime(NOW + MINUTE);
    const later = { from: SPAN.from, to: SPAN.to + MINUTE };
    const [series] = await get(later);
    expect(series).toEqual({ labels: { reason: 'BackOff' }, times: everyMinute(later), values: expect.anything() });
    expect(new Set(series?.values)).toEqual(new Set([1]));
    expect(asked).toHaveLength(2);
    expect(asked[1]?.to).toBe(later.to);
    expect(asked[1]?.from).toBeGreaterThan(NOW - 2 * SETTLED_MS);
  });

  it('are asked for again after a while', async () => {
    const { asked, get } = loki();
    await get(SPAN);
    jest.setSystemTime(NOW + KEPT_MS);
    await get(SPAN);
    expect(asked).toEqual([SPAN, SPAN]);
  });
});
