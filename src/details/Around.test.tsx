import { render, screen } from '@testing-library/react';
import { createDataFrame, type DataQueryRequest, FieldType, LoadingState } from '@grafana/data';
import { recordOf } from '@kubernetes-events/event';
import { of } from 'rxjs';
import { TestView } from '../../tests/app/TestView';
import { type LokiQuery, type LokiSource } from '../loki/source';
import { type SharedTime, TimeContext } from '../shared/time/TimeContext';
import { Around } from './Around';
import { BURST, CLOSE } from './recorderLimit';

const END = Date.parse('2026-11-26T06:00:00Z');
const LABELS = { _kind: 'Pod', _namespace: 'shop', name: 'web-1', component: 'kubelet', reason: 'Unhealthy' };
const record = recordOf({ timestampNs: `${END}000000`, line: '', labels: LABELS });

/** A Loki that has this many earlier events of the object, one a second. */
function lokiWith(number: number) {
  const times = Array.from({ length: number }, (_, at) => END - (at + 1) * 1000);
  const frame = createDataFrame({
    fields: [
      { name: 'labels', type: FieldType.other, values: times.map(() => LABELS) },
      { name: 'Time', type: FieldType.time, values: times },
      { name: 'Line', type: FieldType.string, values: times.map(() => '') },
      { name: 'tsNs', type: FieldType.string, values: times.map((time) => `${time}000000`) },
      { name: 'id', type: FieldType.string, values: times.map(String) },
    ],
  });
  return {
    query: ({ targets: [target] }: DataQueryRequest<LokiQuery>) =>
      of({ data: target?.direction === 'backward' ? [frame] : [], state: LoadingState.Done }),
  } as unknown as LokiSource;
}

function showAround(earlier: number) {
  render(
    <TimeContext.Provider value={{ timeZone: 'utc' } as unknown as SharedTime}>
      <TestView asking={{ source: lokiWith(earlier), query: {} }}>
        <Around record={record} />
      </TestView>
    </TimeContext.Provider>
  );
}

describe('the events around one', () => {
  const note = 'kubelet may have dropped events about this object';

  it('say that some may be missing if their component came close to the limit of its recorder', async () => {
    showAround(BURST - CLOSE - 1);
    expect(await screen.findByText(note, { exact: false })).toBeInTheDocument();
    const link = screen.getByRole('link', { name: /Why events are dropped/ });
    expect(link).toHaveAttribute('href', expect.stringMatching(/docs\/operate\.md#events-that-kubernetes-drops$/));
  });

  it('do not say so with fewer', async () => {
    showAround(BURST - CLOSE - 2);
    expect(await screen.findByText(`×${BURST - CLOSE - 2}`, { exact: false })).toBeInTheDocument();
    expect(screen.queryByText(note, { exact: false })).toBeNull();
  });
});
