import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { hasPermission } from '@grafana/runtime';
import { TestView } from '../../tests/app/TestView';
import { testIds } from '../shared/testIds';
import { ROOT } from '../view/appId';
import { type Collection } from './collections';
import { type BrokenEntry, type Owner, type SavedFilter, viewOf } from './savedFilter';
import { SavedPanel } from './SavedPanel';
import { type Saved, SavedContext } from './useSaved';

jest.mock('@grafana/runtime', () => ({ ...jest.requireActual('@grafana/runtime'), hasPermission: jest.fn() }));

const filter = (owner: Owner, name: string, link = 'events?f=_type%3DWarning'): SavedFilter => ({
  owner,
  id: `${owner} ${name}`,
  name,
  ...viewOf(link)!,
});
const of = (...filters: SavedFilter[]): Collection => ({ filters, broken: [] });
const BROKEN: BrokenEntry = { owner: 'organization', id: 'b', name: 'broken', fault: 'link' };

const onChange = jest.fn();
const close = jest.fn();
const rest: Omit<Saved, 'mine' | 'organization' | 'filters'> = {
  isUpToDate: true,
  errors: {},
  keptBy: 'grafana',
  refresh: jest.fn(),
  add: jest.fn(),
  change: jest.fn(),
  remove: jest.fn(),
  setStart: jest.fn(),
};

interface Shown extends Partial<Saved> {
  page?: string;
  search?: string;
  isAdmin?: boolean;
}

function show({ page = 'events', search = '', isAdmin = true, ...saved }: Shown) {
  jest.mocked(hasPermission).mockReturnValue(isAdmin);
  const { mine, organization = of() } = saved;
  const filters = [...(mine?.filters ?? []), ...organization.filters];
  render(
    <MemoryRouter initialEntries={[`${ROOT}/${page}`]}>
      <TestView search={search} onChange={onChange}>
        <SavedContext.Provider value={{ ...rest, organization, filters, ...saved }}>
          <SavedPanel close={close} />
        </SavedContext.Provider>
      </TestView>
    </MemoryRouter>
  );
}
const section = (owner: Owner) => within(screen.getByTestId(testIds.savedOf(owner)));
const rows = () => screen.queryAllByTestId(testIds.savedRow).map((row) => row.textContent);

describe('the saved filters', () => {
  beforeEach(() => jest.clearAllMocks());

  it('are applied by a click, in one change, and the list closes', async () => {
    show({ mine: of(filter('me', 'A', 'timeline?f=_type%3DWarning')), search: '?from=now-6h&f=a%3Db' });
    await userEvent.click(within(screen.getByTestId(testIds.savedRow)).getAllByRole('button')[0]!);
    expect(onChange.mock.calls).toEqual([['?from=now-6h&f=_type%3DWarning&saved=me+A', { page: 'timeline' }]]);
    expect(close).toHaveBeenCalled();
  });

  it.each([
    [undefined, 'Default: Problems'],
    ['timeline', "The organization's: Timeline"],
  ])("say where the app opens without a choice of one's own, if the organization has chosen %s", (start, shown) => {
    show({ mine: of(), start });
    const choice = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Open the app with' });
    expect(choice.selectedOptions[0]?.textContent).toBe(shown);
  });

  it('are not applied again if they are in view', async () => {
    show({ mine: of(filter('me', 'A')), search: '?f=_type%3DWarning' });
    const [apply] = within(screen.getByTestId(testIds.savedRow)).getAllByRole('button');
    expect(apply).toHaveAttribute('aria-current', 'true');
    await userEvent.click(apply!);
    expect(onChange).not.toHaveBeenCalled();
    expect(close).toHaveBeenCalled();
  });

  it('say what has changed since they were chosen', () => {
    show({ mine: of(filter('me', 'A')), search: '?f=_type%3DNormal&by=kind&saved=me+A' });
    expect(rows()).toEqual([expect.stringMatching(/changed: filters, display · Events · Type = Warning$/)]);
  });

  it('are one tab stop with their buttons', async () => {
    show({ mine: of(filter('me', 'A'), filter('me', 'B')) });
    await userEvent.tab();
    expect(document.activeElement).toHaveTextContent('A');
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toHaveTextContent('B');
    await userEvent.keyboard('{ArrowRight}');
    expect(document.activeElement).toHaveAccessibleName('Open the app with "B"');
    await userEvent.tab();
    expect(document.activeElement).toHaveTextContent('Save current filters…');
  });

  it('are not called none before they are read', () => {
    show({});
    expect(section('me').getByText('Loading…')).toBeVisible();
    expect(section('me').queryByText('None saved yet')).toBeNull();
    expect(section('organization').getByText('None saved yet')).toBeVisible();
    expect(screen.queryByRole('combobox')).toBeNull();
  });

  it('say why they could not be read, and that a list may be old', async () => {
    show({ errors: { me: '503: away', organization: '500: no' }, organization: of(filter('organization', 'O')) });
    expect(section('me').getByRole('alert')).toHaveTextContent('Could not be read: 503: away');
    expect(section('organization').getByRole('alert')).toHaveTextContent('may be out of date: 500: no');
    expect(rows()).toHaveLength(1);
    await userEvent.click(section('me').getByRole('button', { name: 'Try again' }));
    expect(rest.refresh).toHaveBeenCalled();
  });

  it("show viewers the organization's without ways to change them", () => {
    const organization = { ...of(filter('organization', 'O')), broken: [BROKEN] };
    show({ mine: of(), organization, isAdmin: false });
    const names = section('organization')
      .getAllByRole('button')
      .map((button) => button.getAttribute('aria-label'));
    expect(names).toEqual([null, 'Open the app with "O"', 'Copy the link of "O"']);
    expect(screen.queryByTestId(testIds.savedBroken)).toBeNull();
  });

  it('show administrators what cannot be used', () => {
    show({ mine: of(), organization: { filters: [], broken: [BROKEN] } });
    expect(screen.getByTestId(testIds.savedBroken)).toHaveTextContent(/^broken: its link is no page/);
  });

  it.each([['story'], ['reasons']])('can be chosen, but not saved, where there is nothing to filter: %s', (page) => {
    show({ page, mine: of(filter('me', 'A')) });
    expect(rows()).toHaveLength(1);
    expect(screen.queryByRole('button', { name: 'Save current filters…' })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Overwrite/ })).toBeNull();
  });

  it('are saved with the name and for whom one chooses, once', async () => {
    jest.mocked(rest.add).mockResolvedValue('new');
    show({ mine: of(), search: '?f=_type%3DWarning&from=now-6h' });
    await userEvent.click(screen.getByRole('button', { name: 'Save current filters…' }));
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.keyboard(' <i>"名"</i> ');
    await userEvent.click(screen.getByRole('radio', { name: 'Everyone in the organization' }));
    await userEvent.click(screen.getByRole('checkbox', { name: /^With the time range/ }));
    expect(screen.getByText('Saves: Events · Type = Warning · Last 6 hours')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(rest.add).toHaveBeenCalledTimes(1);
    const link = 'events?f=_type%3DWarning&from=now-6h&to=now';
    expect(rest.add).toHaveBeenCalledWith('organization', { name: '<i>"名"</i>', link });
    expect(onChange).toHaveBeenLastCalledWith('?f=_type%3DWarning&from=now-6h&saved=new', { replace: true });
  });

  it('stay in the form if they are not saved, which says why', async () => {
    jest.mocked(rest.add).mockRejectedValue({ status: 403, data: { message: 'no' } });
    show({ mine: of() });
    await userEvent.click(screen.getByRole('button', { name: 'Save current filters…' }));
    await userEvent.keyboard('Mine{Enter}');
    expect(await screen.findByText('403: no')).toBeVisible();
    expect(screen.getByRole('textbox', { name: /^Name/ })).toHaveValue('Mine');
    expect(close).not.toHaveBeenCalled();
    await userEvent.keyboard('{Escape}');
    expect(screen.getByTestId(testIds.savedSearch)).toHaveFocus();
  });
});
