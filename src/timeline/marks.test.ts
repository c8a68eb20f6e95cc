import { createDataFrame, type DataFrame, type DataQueryRequest, FieldType, LoadingState } from '@grafana/data';
import { BehaviorSubject, NEVER, of, throwError } from 'rxjs';
import { LARGE_PAGE } from '../loki/list';
import { type Refreshed, refreshing } from '../loki/refreshing';
import { type LokiQuery, type LokiSource } from '../loki/source';
import { type Span } from '../shared/time/range';
import { type Marks, marksOf } from './marks';

const MINUTE = 60_000;
const START = 1_790_000_000_000;
const at = (minutes: number) => START + minutes * MINUTE;
const span = (from: number, to: number): Span => ({ from: at(from), to: at(to) });

function frameOf(times: readonly number[]): DataFrame {
  return createDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: [...times] },
      { name: 'Line', type: FieldType.string, values: times.map((ms) => `event of ${ms}`) },
      { name: 'tsNs', type: FieldType.string, values: times.map((ms) => `${ms}000000`) },
    ],
  });
}

/** A Loki with events at these milliseconds that remembers what it was asked. */
class FakeLoki {
  readonly asked: Span[] = [];
  times: number[];
  fails = false;
  hangs = false;

  constructor(times: number[]) {
    this.times = times;
  }

  get source(): LokiSource {
    return { query: (request: DataQueryRequest<LokiQuery>) => this.#answer(request) } as unknown as LokiSource;
  }

  #answer({ range, targets: [target] }: DataQueryRequest<LokiQuery>) {
    const part = { from: range.from.valueOf(), to: range.to.valueOf() };
    this.asked.push(part);
    if (this.fails) {
      return throwError(() => new Error('502 bad gateway'));
    }
    const found = this.times
      .filter((ms) => ms >= part.from && ms < part.to)
      .sort((a, b) => b - a)
      .slice(0, target?.maxLines);
    return this.hangs ? NEVER : of({ data: [frameOf(found)], state: LoadingState.Done });
  }
}

function load(loki: FakeLoki, first: Span) {
  const spans = new BehaviorSubject(first);
  const shown: Array<Refreshed<Marks>> = [];
  const errors: unknown[] = [];
  refreshing<Marks>(spans, (span, known) => marksOf(loki.source, {}, span, known)).subscribe({
    next: (marks) => shown.push(marks),
    error: (error) => errors.push(error),
  });
  const minutes = () => shown.at(-1)?.value.records.map(({ timeMs }) => (timeMs - START) / MINUTE);
  return { spans, shown, errors, minutes };
}

describe('the marks of a range that moves on', () => {
  it('are loaded once; a refresh reads the newest minute and what is new', () => {
    const loki = new FakeLoki([at(5), at(40), at(59)]);
    const { spans, minutes } = load(loki, span(0, 60));
    expect(minutes()).toEqual([59, 40, 5]);
    loki.times.push(at(60.5));
    spans.next(span(1, 61));
    expect(minutes()).toEqual([60.5, 59, 40, 5]);
    expect(loki.asked).toEqual([span(0, 60), span(59, 61)]);
  });

  it('leave out what the range has left behind', () => {
    const { spans, minutes } = load(new FakeLoki([at(5), at(40)]), span(0, 60));
    spans.next(span(10, 70));
    expect(minutes()).toEqual([40]);
  });

  it('include events that reached Loki late', () => {
    const loki = new FakeLoki([at(5)]);
    const { spans, minutes } = load(loki, span(0, 60));
    loki.times.push(at(59.5));
    spans.next(span(0, 61));
    expect(minutes()).toEqual([59.5, 5]);
  });

  it('are loaded in pages, each event once', () => {
    const times = Array.from({ length: LARGE_PAGE * 2.5 }, (_, n) => at(0) + n);
    const { shown } = load(new FakeLoki(times), span(0, 60));
    expect(shown.map(({ value: { records, state } }) => [records.length, state])).toEqual([
      [LARGE_PAGE, 'loading'],
      [LARGE_PAGE * 2 - 1, 'loading'],
      [LARGE_PAGE * 2.5, 'all'],
    ]);
  });

  it('are not asked for again while Loki is still answering', () => {
    const loki = new FakeLoki([at(5)]);
    loki.hangs = true;
    const { spans } = load(loki, span(0, 60));
    spans.next(span(1, 61));
    spans.next(span(2, 62));
    expect(loki.asked).toEqual([span(0, 60)]);
  });

  it('stay when a refresh fails, with the reason, and recover with the next one', () => {
    const loki = new FakeLoki([at(5)]);
    const { spans, shown, minutes, errors } = load(loki, span(0, 60));
    loki.fails = true;
    spans.next(span(0, 61));
    expect(minutes()).toEqual([5]);
    expect(shown.at(-1)).toMatchObject({ value: { to: at(60) }, failed: { trouble: 'unreachable' } });
    loki.fails = false;
    loki.times.push(at(60.5));
    spans.next(span(0, 62));
    expect(minutes()).toEqual([60.5, 5]);
    expect(shown.at(-1)?.failed).toBeUndefined();
    expect(errors).toEqual([]);
  });

  it('are an error if nothing has been loaded', () => {
    const loki = new FakeLoki([]);
    loki.fails = true;
    const { errors, shown } = load(loki, span(0, 60));
    expect([errors, shown]).toMatchObject([[{ trouble: 'unreachable' }], []]);
  });
});
