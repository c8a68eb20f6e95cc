import { dateTimeFormat } from '@grafana/data';
import { bucketAt, bucketSpan, bucketsOf, evenRuns } from './buckets';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const NEW_YORK = 'America/New_York';

/** The edges by the zone's clocks, and how many hours each part has. */
function clocksOf(from: string, to: string, most: number, timeZone: string) {
  const buckets = bucketsOf({ from: Date.parse(from), to: Date.parse(to) }, most, timeZone);
  const clock = (ms: number) => dateTimeFormat(ms, { timeZone, format: 'MM-DD HH:mm' });
  return {
    edges: buckets.edges.map(clock),
    hours: buckets.edges.slice(1).map((edge, at) => (edge - (buckets.edges[at] ?? 0)) / HOUR),
  };
}

describe('buckets', () => {
  it('start at midnight of the time zone', () => {
    const { edges, hours } = clocksOf('2026-07-01T12:00:00Z', '2026-07-04T12:00:00Z', 5, 'Asia/Tokyo');
    expect(edges).toEqual(['07-01 00:00', '07-02 00:00', '07-03 00:00', '07-04 00:00', '07-05 00:00']);
    expect(hours).toEqual([24, 24, 24, 24]);
  });

  it.each([
    [
      'put forward',
      '2026-03-07T12:00:00Z',
      '2026-03-10T12:00:00Z',
      ['03-07 00:00', '03-08 00:00', '03-09 00:00', '03-10 00:00', '03-11 00:00'],
      [24, 23, 24, 24],
    ],
    [
      'put back',
      '2026-10-31T12:00:00Z',
      '2026-11-03T12:00:00Z',
      ['10-31 00:00', '11-01 00:00', '11-02 00:00', '11-03 00:00', '11-04 00:00'],
      [24, 25, 24, 24],
    ],
  ])('stay at midnight in New York where clocks are %s', (_, from, to, edges, hours) => {
    expect(clocksOf(from, to, 5, NEW_YORK)).toEqual({ edges, hours });
  });

  it.each([
    [
      'six hours, put forward',
      '2026-03-08T05:00:00Z',
      '2026-03-09T04:00:00Z',
      5,
      ['03-08 00:00', '03-08 06:00', '03-08 12:00', '03-08 18:00', '03-09 00:00'],
      [5, 6, 6, 6],
    ],
    [
      'two hours, of which one starts when clocks are put forward over its start',
      '2026-03-08T05:00:00Z',
      '2026-03-08T10:00:00Z',
      4,
      ['03-08 00:00', '03-08 03:00', '03-08 04:00', '03-08 06:00'],
      [2, 1, 2],
    ],
    [
      'two hours, put back',
      '2026-11-01T04:00:00Z',
      '2026-11-01T09:00:00Z',
      4,
      ['11-01 00:00', '11-01 02:00', '11-01 04:00'],
      [3, 2],
    ],
    [
      'an hour, which clocks that are put back pass twice',
      '2026-11-01T04:00:00Z',
      '2026-11-01T08:00:00Z',
      4,
      ['11-01 00:00', '11-01 01:00', '11-01 01:00', '11-01 02:00', '11-01 03:00'],
      [1, 1, 1, 1],
    ],
  ])('are round by the clocks of New York: %s', (_, from, to, most, edges, hours) => {
    expect(clocksOf(from, to, most, NEW_YORK)).toEqual({ edges, hours });
  });

  it('start a day when clocks skip its midnight, and end it at the second of two', () => {
    const spring = clocksOf('2026-04-22T22:00:00Z', '2026-04-25T20:00:00Z', 4, 'Africa/Cairo');
    expect(spring).toEqual({
      edges: ['04-23 00:00', '04-24 01:00', '04-25 00:00', '04-26 00:00'],
      hours: [24, 23, 24],
    });
    const autumn = clocksOf('2026-10-28T22:00:00Z', '2026-10-31T20:00:00Z', 4, 'Africa/Cairo');
    expect(autumn.edges).toEqual(['10-29 00:00', '10-30 00:00', '10-31 00:00', '11-01 00:00']);
    expect(autumn.hours).toEqual([25, 24, 24]);
  });

  it('follow offsets that are no whole hours', () => {
    const { edges } = clocksOf('2026-07-01T00:10:00Z', '2026-07-01T03:10:00Z', 4, 'Asia/Kolkata');
    expect(edges).toEqual(['07-01 05:00', '07-01 06:00', '07-01 07:00', '07-01 08:00', '07-01 09:00']);
  });

  it('start weeks on Mondays', () => {
    const buckets = bucketsOf(
      { from: Date.parse('2026-07-01T12:00:00Z'), to: Date.parse('2026-07-20T12:00:00Z') },
      5,
      'utc'
    );
    expect(buckets.edges.map((edge) => new Date(edge).getUTCDay())).toEqual([1, 1, 1, 1, 1]);
  });

  it.each(['utc', 'Asia/Tokyo', NEW_YORK, 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Kathmandu'])(
    'cover every span once, in order, in %s',
    (timeZone) => {
      for (let at = 0; at < 400; at++) {
        const from = Date.parse('2026-01-01T00:00:00Z') + at * 22.7 * HOUR;
        const span = { from, to: from + (1 + (at % 17)) ** 3 * 0.3 * HOUR };
        const { edges } = bucketsOf(span, 20, timeZone);
        expect(edges[0]).toBeLessThanOrEqual(span.from);
        expect(edges[1]).toBeGreaterThan(span.from);
        expect(edges.at(-1)).toBeGreaterThanOrEqual(span.to);
        expect(edges.at(-2)).toBeLessThan(span.to);
        expect([...edges].sort((a, b) => a - b)).toEqual([...new Set(edges)]);
      }
    }
  );

  it('have a part even where a span starts and ends at one round instant', () => {
    const at = Date.parse('2026-07-01T00:00:00Z');
    expect(bucketsOf({ from: at, to: at }, 10, 'utc')).toMatchObject({ from: at, count: 1 });
  });

  it('find the part of an instant', () => {
    const buckets = bucketsOf({ from: 0, to: 4 * DAY }, 4, 'utc');
    expect([-1, 0, DAY - 1, DAY, 4 * DAY - 1, 4 * DAY].map((ms) => bucketAt(buckets, ms))).toEqual([
      -1, 0, 0, 1, 3, -1,
    ]);
    expect(bucketSpan(buckets, 3)).toEqual({ from: 3 * DAY, to: 4 * DAY });
  });

  it('come apart into runs that are equally long', () => {
    const buckets = bucketsOf(
      { from: Date.parse('2026-03-06T05:00:00Z'), to: Date.parse('2026-03-11T04:00:00Z') },
      5,
      NEW_YORK
    );
    const runs = evenRuns(buckets).map((run) => [run.first, run.buckets.count, run.buckets.step / HOUR]);
    expect(runs).toEqual([
      [0, 2, 24],
      [2, 1, 23],
      [3, 2, 24],
    ]);
  });
});
