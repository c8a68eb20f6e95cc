import { act, renderHook, waitFor } from '@testing-library/react';
import { changeKept, readKept } from '../view/userStorage';
import { emptyMute } from './mutes';
import { useMutes } from './useMutes';

jest.mock('../view/userStorage');

const [shop, billing, test] = ['shop', 'billing', 'test'].map((namespace) => ({ ...emptyMute, namespace }));
const kept = (...mutes: unknown[]) => ({ texts: { mutes: JSON.stringify(mutes) }, by: 'grafana' as const });

describe('the mutes of a reader', () => {
  /** What Grafana has, which other windows change too. */
  let stored = kept();
  beforeEach(() => {
    stored = kept(shop);
    jest
      .mocked(readKept)
      .mockReset()
      .mockImplementation(async () => stored);
    jest.mocked(changeKept).mockReset();
    jest.mocked(changeKept).mockImplementation(async (change) => {
      stored = { texts: { mutes: change(stored.texts).mutes ?? '' }, by: 'grafana' };
      return stored;
    });
  });
  const shown = async () => {
    const { result } = renderHook(() => useMutes());
    await waitFor(() => expect(result.current.mutes).toEqual([shop]));
    return result;
  };

  it('are added to and removed from those that are kept by then', async () => {
    const muting = await shown();
    stored = kept(shop, billing);
    await act(async () => muting.current.add(test!));
    expect(muting.current.mutes).toEqual([shop, billing, test]);
    await act(async () => muting.current.remove(shop!));
    expect(stored).toEqual(kept(billing, test));
  });

  it('stay as they are if a change is refused, and say why', async () => {
    const muting = await shown();
    jest.mocked(changeKept).mockRejectedValueOnce({ status: 403, data: { message: 'not for you' } });
    await act(async () => muting.current.add(test!));
    expect(muting.current.mutes).toEqual([shop]);
    expect(muting.current.failed).toBe('403: not for you');
    await act(async () => muting.current.add(test!));
    expect(muting.current.failed).toBeUndefined();
  });

  it('say why they cannot be read', async () => {
    jest.mocked(readKept).mockRejectedValueOnce({ status: 503, data: { message: 'away' } });
    const { result } = renderHook(() => useMutes());
    await waitFor(() => expect(result.current.failed).toBe('away'));
    expect(result.current.mutes).toEqual([]);
  });
});
