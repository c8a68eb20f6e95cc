import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createDataFrame, type DataQueryResponse, FieldType, LoadingState } from '@grafana/data';
import { type Observable, of, Subject } from 'rxjs';
import { TestView } from '../../tests/app/TestView';
import { forgetCounts } from '../loki/keptCounts';
import { type LokiSource } from '../loki/source';
import { testIds } from '../shared/testIds';
import { type SharedTime, TimeContext } from '../shared/time/TimeContext';
import { ActiveFilters } from './ActiveFilters';
import { FieldSelectorBox } from './FieldSelectorBox';
import { FieldValues } from './FieldValues';
import { MoreFilters } from './MoreFilters';
import { TextBox } from './TextBox';

const NOTHING: DataQueryResponse = { data: [], state: LoadingState.Done };
const refused = (message: string): DataQueryResponse => ({
  data: [],
  state: LoadingState.Error,
  errors: [{ message }],
});

function shown(part: React.ReactNode, answer: () => Observable<DataQueryResponse> = () => of(NOTHING), search = '') {
  const onChange = jest.fn();
  const query = jest.fn(answer);
  const asking = { source: { query } as unknown as LokiSource, query: {}, queryKey: '' };
  const time = { span: { from: 1_790_000_000_000, to: 1_790_000_060_000 }, key: '', refresh: jest.fn() };
  render(
    <TimeContext.Provider value={time as unknown as SharedTime}>
      <TestView search={search} onChange={onChange} asking={asking}>
        {part}
        <button>after</button>
      </TestView>
    </TimeContext.Provider>
  );
  return { onChange, query, user: userEvent.setup() };
}

describe('the field selector box', () => {
  const box = () => screen.getByTestId(testIds.fieldSelector);

  it('lets Tab out when the top suggestion is already typed', async () => {
    const { user } = shown(<FieldSelectorBox />, undefined, '?f=reason%3DBackOff,BackOffLimitExceeded');
    await user.type(box(), 'rea');
    await user.tab();
    expect(box()).toHaveValue('reason=');
    await user.type(box(), 'BackOff');
    expect(await screen.findAllByRole('option')).toHaveLength(2);
    await user.tab();
    expect(box()).not.toHaveFocus();
  });

  it('lets Shift+Tab out of a half typed field', async () => {
    const { user } = shown(<FieldSelectorBox />);
    await user.type(box(), 'rea');
    await user.tab({ shift: true });
    expect(box()).not.toHaveFocus();
    expect(box()).toHaveValue('rea');
  });

  it('is left by Escape as it was: what is half typed is not applied', async () => {
    const { user, onChange } = shown(<FieldSelectorBox />, undefined, '?fs=type%3DWarning');
    await user.type(box(), ',reason=Ba');
    await user.keyboard('{Escape}');
    expect(box()).not.toHaveFocus();
    await waitFor(() => expect(box()).toHaveValue('type=Warning'));
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('the text box', () => {
  const box = () => screen.getByTestId(testIds.text);
  const asExpression = async (user: ReturnType<typeof userEvent.setup>, text: string) => {
    await user.click(screen.getByRole('button', { name: 'Regular expression (RE2)' }));
    await user.click(box());
    await user.paste(text);
    await user.keyboard('{Enter}');
  };

  it.each(['(?P<n>a)', '(?U)a+'])('takes %s, which Loki takes', async (text) => {
    const save = jest.fn();
    const { user } = shown(<TextBox save={save} />);
    await asExpression(user, text);
    await waitFor(() => expect(save).toHaveBeenCalledWith(expect.objectContaining({ text, regexp: true })));
  });

  it('shows what Loki says about an invalid expression, and does not filter by it', async () => {
    const save = jest.fn();
    const message = 'parse error at line 1, col 1: error parsing regexp: missing closing ): `(a`';
    const { user } = shown(<TextBox save={save} />, () => of(refused(message)));
    await asExpression(user, '(a');
    expect(await screen.findByText(message)).toBeVisible();
    expect(save).not.toHaveBeenCalled();
    await user.type(box(), ')');
    expect(screen.queryByTestId(testIds.textError)).toBeNull();
  });

  it('takes plain text without asking Loki', async () => {
    const save = jest.fn();
    const { user, query } = shown(<TextBox save={save} />);
    await user.type(box(), '(a{Enter}');
    expect(save).toHaveBeenCalledTimes(1);
    expect(query).not.toHaveBeenCalled();
  });
});

describe('the values of a field', () => {
  // Each test has a Loki of its own.
  beforeEach(() => forgetCounts());

  const search = () => screen.getByTestId(testIds.filterSearch);

  it('take the only match on Enter', async () => {
    const { user, onChange } = shown(<FieldValues field="reason" />, undefined, '?f=reason%3DBackOff,Killing');
    await user.type(search(), 'kill{Enter}');
    expect(onChange).toHaveBeenCalledWith('?f=reason%3DBackOff', undefined);
  });

  it('take the typed text on Enter if nothing matches', async () => {
    const { user, onChange } = shown(<FieldValues field="reason" />);
    await user.type(search(), 'Evicted{Enter}');
    expect(onChange).toHaveBeenCalledWith('?f=reason%3DEvicted', undefined);
  });

  it('say that they load, and do not say that there are none', () => {
    const loki = new Subject<DataQueryResponse>();
    shown(<FieldValues field="reason" />, () => loki);
    expect(screen.getByText('Loading values…')).toBeVisible();
    expect(screen.queryByText('No values in this time range.')).toBeNull();
    // Other questions wait for this one.
    act(() => loki.complete());
  });

  it('say that they could not be loaded, and why', async () => {
    shown(<FieldValues field="reason" />, () => of(refused('bad gateway')));
    expect(await screen.findByText('bad gateway')).toBeVisible();
    expect(screen.queryByText('No values in this time range.')).toBeNull();
  });
});

describe('the button for more filters', () => {
  it('offers labels that the newest events have, and those that are filtered by have a button of their own', async () => {
    const labels = { _kind: 'Pod', reason: 'BackOff', team: 'shop', app_kubernetes_io_name: 'web' };
    const fields = [
      { name: 'labels', type: FieldType.other, values: [labels] },
      { name: 'Time', type: FieldType.time, values: [1790000000123] },
      { name: 'Line', type: FieldType.string, values: ['Message:gone, '] },
      { name: 'tsNs', type: FieldType.string, values: ['1790000000123456789'] },
    ];
    const answer = () => of({ data: [createDataFrame({ fields })], state: LoadingState.Done });
    const { user } = shown(<MoreFilters />, answer, '?f=app_kubernetes_io_name%3Dweb&f=bad%20name%3Dx');
    expect(screen.getByTestId(testIds.filter('app_kubernetes_io_name'))).toHaveTextContent('App kubernetes io name');
    expect(screen.queryByTestId(testIds.filter('bad name'))).toBeNull();
    await user.click(screen.getByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('button', { name: 'Team' }));
    expect(await screen.findByTestId(testIds.filterSearch)).toBeVisible();
  });
});

describe('the active filters', () => {
  it('take no line for a field selector alone, which has a box of its own', () => {
    shown(<ActiveFilters />, undefined, '?fs=type%3DWarning');
    expect(screen.queryByTestId(testIds.activeFilters)).toBeNull();
  });
});
