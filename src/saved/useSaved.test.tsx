import { act, renderHook, waitFor } from '@testing-library/react';
import { changeSettings, readSettings } from '../view/saveSettings';
import { changeKept, type Kept, readKept } from '../view/userStorage';
import { keyOf } from './collections';
import { useSavedState } from './useSaved';

jest.mock('../view/userStorage');
jest.mock('../view/saveSettings');

const kept = (...names: string[]): Kept => ({
  texts: Object.fromEntries(names.map((name) => [keyOf(name), JSON.stringify({ name, link: 'events' })])),
  by: 'grafana',
});
const link = 'events';

describe('the state of the saved filters', () => {
  beforeEach(() => {
    jest.mocked(readKept).mockReset().mockResolvedValue(kept('A'));
    jest
      .mocked(readSettings)
      .mockReset()
      .mockResolvedValue({ savedFilters: [{ name: 'O', link }] });
  });
  const shown = (initial = {}) => renderHook(() => useSavedState(initial)).result;
  const names = ({ current }: ReturnType<typeof shown>) => current.filters.map(({ name }) => name).join();

  it('is read when the app opens, beside what Grafana has handed out', async () => {
    const saved = shown({ savedFilters: [{ name: 'Old', link }] });
    expect([names(saved), saved.current.mine, saved.current.isUpToDate]).toEqual(['Old', undefined, false]);
    await waitFor(() => expect(names(saved)).toBe('A,O'));
    expect(saved.current.isUpToDate).toBe(true);
  });

  it('stays as it is if reading it again fails, and says so until it does not', async () => {
    const saved = shown();
    await waitFor(() => expect(names(saved)).toBe('A,O'));
    jest.mocked(readKept).mockRejectedValueOnce({ status: 503, data: { message: 'away' } });
    act(() => saved.current.refresh());
    await waitFor(() => expect(saved.current.errors.me).toBe('503: away'));
    expect(names(saved)).toBe('A,O');
    act(() => saved.current.refresh());
    await waitFor(() => expect(saved.current.errors.me).toBeUndefined());
  });

  it('has a change, even if what was read before it comes later', async () => {
    const saved = shown();
    await waitFor(() => expect(names(saved)).toBe('A,O'));
    let answer: (found: Kept) => void = () => undefined;
    jest.mocked(readKept).mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    act(() => saved.current.refresh());
    jest.mocked(changeKept).mockResolvedValueOnce(kept('A', 'B'));
    await act(async () => void (await saved.current.add('me', { name: 'B', link })));
    await act(async () => answer(kept('A')));
    expect(names(saved)).toBe('A,B,O');
  });

  it('changes the settings as they are at that moment, and refuses a name that is taken by then', async () => {
    const saved = shown();
    await waitFor(() => expect(names(saved)).toBe('A,O'));
    jest.mocked(changeSettings).mockImplementation(async (change) => change({ savedFilters: [{ name: 'New', link }] }));
    await act(async () => void (await saved.current.add('organization', { name: 'Newer', link })));
    expect(names(saved)).toBe('A,New,Newer');
    await expect(saved.current.add('organization', { name: 'new', link })).rejects.toThrow('already named "new"');
    const [, organizations] = saved.current.filters;
    await act(async () => void (await saved.current.change(organizations!, { name: 'Renamed' })));
    expect(names(saved)).toBe('A,Renamed');
    await expect(saved.current.change({ ...organizations!, id: 'gone' }, { name: 'X' })).rejects.toThrow('deleted');
  });
});
