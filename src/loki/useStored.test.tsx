import { renderHook, waitFor } from '@testing-library/react';
import { createDataFrame, type DataQueryRequest, FieldType, LoadingState } from '@grafana/data';
import { DEFAULT_BASE } from '@kubernetes-events/logql';
import { of, throwError } from 'rxjs';
import { type SharedTime } from '../shared/time/TimeContext';
import { type LokiQuery, type LokiSource } from './source';
import { useStored } from './useStored';

const MS = 1_790_000_000_000;
const TIME = { span: { from: MS - 60_000, to: MS + 1 }, key: 'a' } as unknown as SharedTime;

type Labels = Record<string, string>;
const OURS: Labels = { _kind: 'Pod', reason: 'Test', increment: '1' };
const BARE: Labels = { _kind: 'Pod' };

const frameOf = (labels: Labels[]) =>
  createDataFrame({
    fields: [
      { name: 'labels', type: FieldType.other, values: labels },
      { name: 'Time', type: FieldType.time, values: labels.map(() => MS) },
      { name: 'Line', type: FieldType.string, values: labels.map(() => 'Message: m, ') },
      { name: 'tsNs', type: FieldType.string, values: labels.map(() => `${MS}000000`) },
      { name: 'id', type: FieldType.string, values: labels.map((_, at) => String(at)) },
    ],
  });

/** A Loki with one event at each end of the range, and events of other collectors. */
function storedIn(newest: Labels[], oldest: Labels[], others: Labels[] = []) {
  const answered = jest.fn();
  const source = {
    query: ({ targets: [target] }: DataQueryRequest<LokiQuery>) => {
      answered();
      const isOther = target!.expr.includes('service_name!=');
      const found = isOther ? others : target!.direction === 'forward' ? oldest : newest;
      return of({ data: [frameOf(found)], state: LoadingState.Done });
    },
  } as unknown as LokiSource;
  const { result } = renderHook(() => useStored(source, DEFAULT_BASE, TIME));
  return { result, answered };
}

describe('how the events in a range are stored', () => {
  it.each([
    ['as usual if the first and the last have an increment', storedIn([OURS], [OURS]), { increments: true }],
    ['as usual if there are none', storedIn([], []), { increments: true }],
    ['without increments if the last has none', storedIn([BARE], [OURS]), {}],
    ['without increments if the first has none', storedIn([OURS], [BARE]), {}],
    [
      'as others do if there are some of the first collector',
      storedIn([OURS], [OURS], [BARE]),
      { shapes: ['first', 'own'] },
    ],
  ])('is %s', async (_, { result, answered }, expected) => {
    await waitFor(() => expect(answered.mock.calls.length).toBeGreaterThanOrEqual(3));
    await waitFor(() => expect(result.current).toEqual(expected));
  });

  it('is without increments if Loki does not say', async () => {
    const source = { query: () => throwError(() => new Error('away')) } as unknown as LokiSource;
    const { result } = renderHook(() => useStored(source, DEFAULT_BASE, TIME));
    await waitFor(() => expect(result.current).toEqual({}));
  });

  it('is as before if Loki does not say in a refresh', async () => {
    const answer = { data: [frameOf([OURS])], state: LoadingState.Done };
    const none = { data: [], state: LoadingState.Done };
    const query = jest.fn(({ targets: [{ expr }] }) => of(expr.includes('service_name!=') ? none : answer));
    const source = { query } as unknown as LokiSource;
    const { result, rerender } = renderHook((key: string) => useStored(source, DEFAULT_BASE, { ...TIME, key }), {
      initialProps: 'first',
    });
    await waitFor(() => expect(query).toHaveBeenCalledTimes(3));
    expect(result.current).toEqual({ increments: true });
    query.mockReturnValue(throwError(() => new Error('away')));
    rerender('refresh');
    await waitFor(() => expect(query.mock.calls.length).toBeGreaterThan(3));
    expect(result.current).toEqual({ increments: true });
  });
});
