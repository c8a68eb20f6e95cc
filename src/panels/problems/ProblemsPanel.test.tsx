import { createDataFrame, dateTime, FieldType, LoadingState, type PanelProps } from '@grafana/data';
import { type DataSourceSrv, setDataSourceSrv } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import { type Observable, of, throwError } from 'rxjs';
import { type ProblemsOptions } from './options';
import { ProblemsPanel } from './ProblemsPanel';

// The words are Grafana's to load.
jest.mock('../../view/translate', () => ({ translate: () => Promise.resolve() }));

const TO = Date.parse('2026-11-25T03:00:00Z');
const FROM = TO - 3 * 3600_000;

const oneEvent = createDataFrame({
  fields: [
    { name: 'Time', type: FieldType.time, values: [TO - 60_000] },
    {
      name: 'Line',
      type: FieldType.string,
      values: ['InvolvedObject.Kind:Pod, InvolvedObject.Name:web-1, Reason:Pulled, '],
    },
    { name: 'labels', type: FieldType.other, values: [{ _kind: 'Pod', reason: 'Pulled', name: 'web-1' }] },
  ],
});

/** The panel on a Loki that answers like that; the expressions that it is asked. */
function show(expr: string, answer: () => Observable<unknown>, data: Partial<PanelProps['data']> = {}) {
  const asked: string[] = [];
  const source = {
    query: ({ targets }: { targets: Array<{ expr: string }> }) => {
      asked.push(targets[0]?.expr ?? '');
      return answer();
    },
  };
  setDataSourceSrv({ get: () => Promise.resolve(source) } as unknown as DataSourceSrv);
  const range = { from: dateTime(FROM), to: dateTime(TO) };
  const props = {
    data: {
      state: LoadingState.Done,
      series: [oneEvent],
      request: { targets: [{ refId: 'A', expr, datasource: { uid: '$ds' } }] },
      ...data,
    },
    timeRange: { ...range, raw: { from: 'now-3h', to: 'now' } },
    timeZone: 'utc',
    width: 600,
    height: 300,
    options: { max: 10, passed: false },
    fieldConfig: { defaults: {}, overrides: [] },
    replaceVariables: (text: string, _: unknown, format: (value: string[]) => string) =>
      text.replace('$ds', 'loki').replace('$ns', format(['shop', 'pay.ments'])),
    onChangeTimeRange: () => undefined,
  } as unknown as PanelProps<ProblemsOptions>;
  render(<ProblemsPanel {...props} />);
  return asked;
}

const nothing = () => of({ data: [], state: LoadingState.Done });

describe('the panel of problems', () => {
  it('says that nothing is broken, and what it looked at, once it has looked at all of the range', async () => {
    const asked = show('{_namespace=~"$ns"} | _kind="Pod"', nothing);
    expect(await screen.findByText('Nothing is broken')).toBeInTheDocument();
    expect(screen.getByText(/from 11-25 00:00:00 to 11-25 03:00:00/)).toBeInTheDocument();
    // The variables and filters of the query hold for what the panel asks.
    expect(asked.length).toBeGreaterThan(1);
    asked
      .filter((one) => one.includes('_type'))
      .forEach((one) => expect(one).toMatch(/shop\|pay\\\\\.ments.*_kind="Pod"/));
  });

  it('says which part of the query it does not filter by', async () => {
    show('{_namespace="shop"} | json | x > 5', nothing);
    expect(await screen.findByText(/Not filtered by this part of the query: \| json \| x > 5/)).toBeInTheDocument();
  });

  it('says why it cannot look, and offers to try again', async () => {
    show('{_namespace="shop"}', () => throwError(() => new Error('too many outstanding requests')));
    expect(await screen.findByText(/too many outstanding requests/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
    expect(screen.queryByText('Nothing is broken')).not.toBeInTheDocument();
  });

  it('asks nothing for a query that selects no events, and says so', async () => {
    const asked = show('{job="nginx"}', nothing);
    expect(await screen.findByText('This query does not select Kubernetes events')).toBeInTheDocument();
    expect(asked).toEqual([]);
  });

  it.each([
    ['there are no events', { series: [] }, 'No events in this range'],
    ['the query failed', { series: [], state: LoadingState.Error }, "Query failed. See the panel's error icon."],
  ])('does not say that nothing is broken if %s', async (_, data, text) => {
    const asked = show('{_namespace="shop"}', nothing, data);
    expect(await screen.findByText(text)).toBeInTheDocument();
    expect(asked).toEqual([]);
  });
});
