import { baselineOf } from './baseline';
import { changesOf } from './changes';

const at = (time: string) => Date.parse(time);
const spanOf = (from: string, to: string) => ({ from: at(from), to: at(to) });

describe('the period compared with', () => {
  const span = spanOf('2026-11-25T12:00:00Z', '2026-11-25T15:00:00Z');

  it('is the one of the same length before, if the URL does not name another', () => {
    expect(baselineOf(span, '', '', 'utc')).toEqual(spanOf('2026-11-25T09:00:00Z', '2026-11-25T12:00:00Z'));
  });

  it('is any range that the time picker has, a relative one too', () => {
    expect(baselineOf(span, String(span.from), String(span.to), 'utc')).toEqual(span);
    jest.useFakeTimers({ now: span.to });
    expect(baselineOf(span, 'now-6h', 'now-3h', 'utc')).toEqual(spanOf('2026-11-25T09:00:00Z', '2026-11-25T12:00:00Z'));
    jest.useRealTimers();
  });

  it.each([
    ['banana', 'now'],
    ['now', 'now-1h'],
    ['now-1h', ''],
  ])('is none if the URL has "%s" to "%s"', (from, to) => {
    expect(baselineOf(span, from, to, 'utc')).toBeUndefined();
  });
});

describe('changes', () => {
  const count = (name: string, n: number) => ({ labels: { name }, count: n });
  const kinds = (before: number, now: number, scale = 1) =>
    changesOf(before ? [count('a', before)] : [], now ? [count('a', now)] : [], ['name'], scale).map(
      ({ kind }) => kind
    );

  it.each([
    [0, 1, 'new'],
    [1, 0, 'gone'],
    [10, 40, 'more'],
    [40, 10, 'fewer'],
  ])('from %i to %i are called %s', (before, now, kind) => {
    expect(kinds(before, now)).toEqual([kind]);
  });

  it('are none if the counts differ by chance', () => {
    expect(kinds(10, 12)).toEqual([]);
  });

  it('are of counts brought to one length of time', () => {
    expect(kinds(40, 10, 0.25)).toEqual([]);
  });
});
