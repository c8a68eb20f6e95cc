import {
  type DataQueryRequest,
  type DataQueryResponse,
  FieldType,
  LoadingState,
  rangeUtil,
  toDataFrame,
} from '@grafana/data';
import { SPLIT_MS } from '@kubernetes-events/logql';
import { lastValueFrom, of, tap, throwError, toArray } from 'rxjs';
import { bucketsOf } from '../shared/time/buckets';
import { type Span } from '../shared/time/range';
import { DAY, HOUR, MINUTE, SECOND } from '../shared/time/units';
import { ENDS_AND_NEWEST } from './endsAndNewest';
import { forgetCounts, KEPT_MS, SETTLED_MS } from './keptCounts';
import { type LokiQuery, type LokiSource } from './source';
import { type Tally, tally } from './tally';

interface Happening {
  ms: number;
  namespace: string;
}

/** Counts as Loki does: what is after a window's start and up to its end, at each instant. */
class Loki {
  readonly asked: Array<{ type: LokiQuery['queryType']; counted: Span; window: number }> = [];
  readonly happened: Happening[];
  /** Set to fail what counts this instant. */
  failsAt?: number;
  /** The most groups that are answered. */
  most = 500;

  constructor(happened: readonly Happening[]) {
    this.happened = [...happened];
  }

  get source(): LokiSource {
    return { uid: 'loki', query: (request: DataQueryRequest<LokiQuery>) => this.#answer(request) } as LokiSource;
  }

  #answer(request: DataQueryRequest<LokiQuery>) {
    const { type, instants, ends, window } = questionOf(request);
    const counted = { from: Math.min(...ends) - window + 1, to: Math.max(...ends) + 1 };
    this.asked.push({ type, counted, window });
    if (isWithin(this.failsAt, counted)) {
      return throwError(() => new Error('bad gateway'));
    }
    const found = this.happened.filter(({ ms }) => isWithin(ms, counted));
    const groups = Map.groupBy(found, ({ namespace }) => namespace);
    if (groups.size > this.most) {
      return throwError(() => new Error(`maximum number of series (${this.most}) reached for a single query`));
    }
    const data = [...groups].map(([namespace, all]) => {
      const counts = ends.map((end) => all.filter(({ ms }) => ms > end - window && ms <= end).length);
      return toDataFrame({
        fields: [
          { name: 'Time', type: FieldType.time, values: instants },
          { name: 'Value', type: FieldType.number, values: counts, labels: { _namespace: namespace } },
        ],
      });
    });
    return of<DataQueryResponse>({ data, state: LoadingState.Done });
  }
}

const isWithin = (ms: number | undefined, { from, to }: Span) => ms !== undefined && ms >= from && ms < to;

/** The instants that are asked for, and where the window of each ends. */
function questionOf({ targets, range }: DataQueryRequest<LokiQuery>) {
  const { expr, queryType: type, step = '' } = targets[0] as LokiQuery;
  const [, window = '', offset = ''] = /\[(\d+m?s)\] offset (\d+m?s)/.exec(expr) ?? [];
  const [from, to] = [range.from.valueOf(), range.to.valueOf()];
  const stepMs = step && rangeUtil.intervalToMs(step);
  const instants = stepMs
    ? Array.from({ length: Math.floor((to - from) / stepMs) + 1 }, (_, at) => from + at * stepMs)
    : [to];
  return {
    type,
    instants,
    ends: instants.map((at) => at - rangeUtil.intervalToMs(offset)),
    window: rangeUtil.intervalToMs(window),
  };
}

const NOW = Date.UTC(2026, 10, 26, 12, 10, 3);
const SPAN = { from: NOW - 6 * HOUR, to: NOW };
const HAPPENED = Array.from({ length: 700 }, (_, at) => ({
  ms: SPAN.from + at * 31 * SECOND,
  namespace: `n${at % 3}`,
}));

const tallyOf = (loki: Loki, span: Span) =>
  tally({ source: loki.source, query: {}, span, buckets: bucketsOf(span, 150, 'utc'), by: ['_namespace'] });

const counting = (loki: Loki, span = SPAN) => lastValueFrom(tallyOf(loki, span).pipe(toArray()));

const totalOf = ({ series }: Pick<Tally, 'series'>) => series.reduce((sum, { total }) => sum + total, 0);
const within = (happened: readonly Happening[], span: Span) => happened.filter(({ ms }) => isWithin(ms, span)).length;

describe('a count of a range', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW, doNotFake: ['performance'] });
    forgetCounts(0);
  });
  afterEach(() => jest.useRealTimers());

  const later = (ms: number) => {
    jest.setSystemTime(NOW + ms);
    return { from: SPAN.from + ms, to: SPAN.to + ms };
  };

  it('counts each event once, in parts from the newest end', async () => {
    const loki = new Loki(HAPPENED);
    const answers = await counting(loki);
    expect(answers.length).toBeGreaterThan(1);
    expect(answers.map(({ done }) => done)).toEqual(answers.map((_, at) => at === answers.length - 1));
    const last = answers.at(-1)!;
    expect(totalOf(last)).toBe(within(HAPPENED, SPAN));
    answers.forEach((answer) => expect(totalOf(answer)).toBe(within(HAPPENED, answer.counted)));
  });

  it('asks for parts that begin on the hour', async () => {
    const loki = new Loki(HAPPENED);
    await counting(loki);
    const ranges = loki.asked.filter(({ type }) => type === 'range').map(({ counted }) => counted);
    expect(ranges.length).toBeGreaterThan(1);
    ranges.slice(0, -1).forEach(({ from }) => expect(from % SPLIT_MS).toBe(0));
  });

  it.each([7, 30])('counts in windows that Loki reads once where buckets of %i days are hours', async (days) => {
    const happened = Array.from({ length: 900 }, (_, at) => ({ ms: NOW - at * 61 * MINUTE, namespace: `n${at % 3}` }));
    const loki = new Loki(happened);
    const span = { from: NOW - days * DAY, to: NOW };
    const { series } = (await counting(loki, span)).at(-1)!;
    const { edges, count, step } = bucketsOf(span, 150, 'utc');
    expect(step).toBeGreaterThanOrEqual(SPLIT_MS);
    const counts = Array.from({ length: count }, (_, at) => series.reduce((sum, one) => sum + one.counts[at]!, 0));
    const expected = counts.map((_, at) =>
      within(happened, { from: Math.max(edges[at]!, span.from), to: Math.min(edges[at + 1]!, span.to) })
    );
    expect(counts).toEqual(expected);
    const windows = loki.asked.filter(({ type }) => type === 'range').map(({ window }) => window);
    expect(windows.length).toBeGreaterThan(0);
    expect(Math.max(...windows)).toBeLessThan(SPLIT_MS);
  });

  it('asks for an hour at least, however long that takes', async () => {
    const loki = new Loki(HAPPENED);
    const now = jest.spyOn(performance, 'now').mockImplementation(() => loki.asked.length * MINUTE);
    const starts = (await counting(loki)).slice(0, -1).map(({ counted }) => counted.from);
    now.mockRestore();
    expect(starts).toEqual([0, 1, 2, 3, 4, 5].map((at) => Math.floor(NOW / SPLIT_MS - at) * SPLIT_MS));
  });

  it('asks on a refresh for what is new and for the ends of the range alone', async () => {
    const loki = new Loki(HAPPENED);
    await counting(loki);
    loki.asked.length = 0;
    const span = later(5 * SECOND);
    loki.happened.push({ ms: span.to - 1, namespace: 'new' });
    expect(totalOf((await counting(loki, span)).at(-1)!)).toBe(within(loki.happened, span));
    expect(loki.asked).toHaveLength(ENDS_AND_NEWEST);
    const oldest = Math.min(...loki.asked.filter(({ type }) => type === 'range').map(({ counted }) => counted.from));
    expect(oldest).toBeGreaterThanOrEqual(span.to - SETTLED_MS - SPLIT_MS);
  });

  it('asks for nothing of a past range that it has counted', async () => {
    const loki = new Loki(HAPPENED);
    const past = { from: SPAN.from, to: SPAN.to - SETTLED_MS };
    await counting(loki, past);
    loki.asked.length = 0;
    expect(totalOf((await counting(loki, past)).at(-1)!)).toBe(within(HAPPENED, past));
    expect(loki.asked).toEqual([]);
  });

  it('counts events that arrive late: after a while, and after a refresh by hand at once', async () => {
    const loki = new Loki(HAPPENED);
    await counting(loki);
    loki.happened.push({ ms: NOW - 3 * HOUR, namespace: 'late' });
    const counted = async (span: Span) => totalOf((await counting(loki, span)).at(-1)!);
    const soon = later(KEPT_MS - SECOND);
    expect(await counted(soon)).toBe(within(loki.happened, soon) - 1);
    const after = later(KEPT_MS);
    expect(await counted(after)).toBe(within(loki.happened, after));
    loki.happened.push({ ms: NOW - 2 * HOUR, namespace: 'late' });
    expect(await counted(after)).toBe(within(loki.happened, after) - 1);
    forgetCounts();
    expect(await counted(after)).toBe(within(loki.happened, after));
  });

  it('fails with a part that fails, and asks the next time only for what it lacks', async () => {
    const loki = new Loki(HAPPENED);
    const past = { from: SPAN.from, to: SPAN.to - HOUR };
    loki.failsAt = past.from + HOUR;
    const answers: Tally[] = [];
    await expect(lastValueFrom(tallyOf(loki, past).pipe(tap((answer) => answers.push(answer))))).rejects.toThrow(
      'bad gateway'
    );
    const counted = answers.at(-1)!.counted.from;
    expect(counted).toBeLessThan(past.to);
    delete loki.failsAt;
    loki.asked.length = 0;
    expect(totalOf((await counting(loki, past)).at(-1)!)).toBe(within(HAPPENED, past));
    loki.asked.forEach((asked) => expect(asked.counted.to).toBeLessThanOrEqual(counted));
  });

  it('asks for smaller parts of a range with more groups than Loki counts', async () => {
    const named = HAPPENED.map(({ ms }, at) => ({ ms, namespace: `n${at}` }));
    const loki = new Loki(named);
    loki.most = 60;
    expect(totalOf((await counting(loki)).at(-1)!)).toBe(within(named, SPAN));
  });

  it('does not ask again for groups that Loki refused to count', async () => {
    const loki = new Loki(Array.from({ length: 50 }, (_, at) => ({ ms: NOW - at, namespace: `n${at}` })));
    loki.most = 10;
    await expect(counting(loki)).rejects.toThrow('maximum number of series');
    loki.asked.length = 0;
    await expect(counting(loki)).rejects.toThrow('maximum number of series');
    expect(loki.asked).toEqual([]);
  });
});
