import { type ReactNode } from 'react';
import { act, renderHook } from '@testing-library/react';
import { createDataFrame, type DataQueryRequest, type DataQueryResponse, FieldType, LoadingState } from '@grafana/data';
import { Subject } from 'rxjs';
import { TestView } from '../../tests/app/TestView';
import { LARGE_PAGE } from '../loki/list';
import { type LokiQuery, type LokiSource } from '../loki/source';
import { type SharedTime, TimeContext } from '../shared/time/TimeContext';
import { useEventPages } from './useEventPages';

const START = 1_790_000_000_000;
const MINUTE = 60_000;

/** A request that Loki has not answered yet. */
interface Pending {
  request: DataQueryRequest<LokiQuery>;
  answer: Subject<DataQueryResponse>;
}

/** A Loki that answers when the test says so. */
function slowLoki() {
  const pending: Pending[] = [];
  const source = {
    query: (request: DataQueryRequest<LokiQuery>) => {
      const answer = new Subject<DataQueryResponse>();
      pending.push({ request, answer });
      return answer;
    },
  } as unknown as LokiSource;
  const take = () => {
    const next = pending.shift();
    if (!next) {
      throw new Error('nothing was asked');
    }
    return next;
  };
  return { source, pending, take };
}

function frameOf(names: string[], ms: (at: number) => number) {
  return createDataFrame({
    fields: [
      { name: 'labels', type: FieldType.other, values: names.map((name) => ({ _kind: 'Pod', name, reason: 'Test' })) },
      { name: 'Time', type: FieldType.time, values: names.map((_, at) => ms(at)) },
      { name: 'Line', type: FieldType.string, values: names.map((name) => `Message:${name}, `) },
      { name: 'tsNs', type: FieldType.string, values: names.map((_, at) => `${ms(at)}000000`) },
      { name: 'id', type: FieldType.string, values: names },
    ],
  });
}

/** Loki's answer: one event for each name, a millisecond apart, the first one the newest. */
function answerWith({ answer }: Pending, names: string[], newest = START, step = 1) {
  act(() => {
    answer.next({ data: [frameOf(names, (at) => newest - at * step)], state: LoadingState.Done });
    answer.complete();
  });
}

function refuse({ answer }: Pending, message: string) {
  act(() => answer.next({ data: [], state: LoadingState.Error, errors: [{ message }] }));
}

function shown(source: LokiSource) {
  let asking = { source, query: {}, queryKey: 'a' };
  let time = {
    span: { from: START - 5 * MINUTE, to: START + 1 },
    key: 'first',
    refresh: () => (time = { ...time, key: `${time.key}+`, span: { ...time.span } }),
  } as unknown as SharedTime;
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TimeContext.Provider value={time}>
      <TestView asking={asking}>{children}</TestView>
    </TimeContext.Provider>
  );
  const { result, rerender } = renderHook(() => useEventPages(), { wrapper });
  return {
    get pages() {
      return result.current;
    },
    names: () => result.current.records.map(({ name }) => name),
    filter: (queryKey: string) => {
      asking = { ...asking, queryKey };
      rerender();
    },
    tick: () => {
      time = { ...time, span: { from: time.span.from + 1000, to: time.span.to + 1000 } };
      rerender();
    },
    refresh: () => {
      time.refresh();
      rerender();
    },
  };
}

/** As many events as one page of the list holds. */
const fullPage = (prefix: string) => Array.from({ length: 500 }, (_, at) => `${prefix}${at}`);

describe('the loaded part of the list', () => {
  it('does not take rows of the old filter that a refresh was still waiting for', () => {
    const loki = slowLoki();
    const list = shown(loki.source);
    answerWith(loki.take(), ['old-1']);
    list.tick();
    const refresh = loki.take();
    list.tick();
    list.filter('b');
    const filtered = loki.take();
    answerWith(filtered, ['new-1']);
    answerWith(refresh, ['old-2'], START + 500);
    expect(list.names()).toEqual(['new-1']);
    expect(loki.pending).toEqual([]);
  });

  it('keeps the rows of a failed refresh, and says which part failed', () => {
    const loki = slowLoki();
    const list = shown(loki.source);
    answerWith(loki.take(), ['a']);
    list.refresh();
    expect(list.pages.stale).toBe(true);
    refuse(loki.take(), 'bad gateway');
    expect(list.names()).toEqual(['a']);
    expect(list.pages).toMatchObject({ stale: false, loading: false, failure: { part: 'start' } });
  });

  it('drops the rows of another question that failed', () => {
    const loki = slowLoki();
    const list = shown(loki.source);
    answerWith(loki.take(), ['a']);
    list.filter('b');
    expect(list.pages).toMatchObject({ stale: true, loading: true });
    refuse(loki.take(), 'bad gateway');
    expect(list.names()).toEqual([]);
    expect(list.pages.failure?.error.trouble).toBe('unreachable');
  });

  it('tries again at the next refresh what failed', () => {
    const loki = slowLoki();
    const list = shown(loki.source);
    refuse(loki.take(), 'bad gateway');
    list.tick();
    answerWith(loki.take(), ['a']);
    expect(list.names()).toEqual(['a']);
    expect(list.pages.failure).toBeUndefined();
  });

  it('keeps new rows that are shown while a page loads', () => {
    const loki = slowLoki();
    const list = shown(loki.source);
    answerWith(loki.take(), fullPage('a'));
    act(() => list.pages.setAtTop(false));
    list.tick();
    const fresh = loki.take();
    act(() => list.pages.loadMore());
    const more = loki.take();
    answerWith(fresh, ['new'], START + 500);
    expect(list.pages.fresh.map(({ name }) => name)).toEqual(['new']);
    act(() => list.pages.showFresh());
    answerWith(more, ['b'], START - 1000);
    expect(list.names()).toEqual(['new', ...fullPage('a'), 'b']);
  });

  it('puts an event that reached Loki late where it belongs', () => {
    const loki = slowLoki();
    const list = shown(loki.source);
    answerWith(loki.take(), ['c', 'a'], START, 20);
    list.tick();
    const fresh = loki.take();
    expect(fresh.request.range.from.valueOf()).toBe(START - MINUTE);
    answerWith(fresh, ['d', 'c', 'b', 'a'], START + 10, 10);
    expect(list.names()).toEqual(['d', 'c', 'b', 'a']);
  });

  it('continues beyond a millisecond with more events than Loki returns at once, and says so', () => {
    const loki = slowLoki();
    const list = shown(loki.source);
    answerWith(loki.take(), fullPage('a'), START, 0);
    act(() => list.pages.loadMore());
    answerWith(loki.take(), fullPage('a'), START, 0);
    const large = loki.take();
    expect(large.request.targets[0]?.maxLines).toBe(LARGE_PAGE);
    const all = Array.from({ length: LARGE_PAGE }, (_, at) => (at < 500 ? `a${at}` : `b${at}`));
    answerWith(large, all, START, 0);
    expect(list.names()).toHaveLength(LARGE_PAGE);
    act(() => list.pages.loadMore());
    answerWith(loki.take(), all.slice(0, 500), START, 0);
    answerWith(loki.take(), all, START, 0);
    answerWith(loki.take(), ['older'], START - 1);
    expect(list.names().at(-1)).toBe('older');
    expect(list.pages).toMatchObject({ cut: [START], more: false });
  });
});
