import { act, renderHook } from '@testing-library/react';
import { useRefresh } from './useRefresh';

let hidden = false;

function show(isShown: boolean): void {
  hidden = !isShown;
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
}

describe('an automatic refresh', () => {
  const refresh = jest.fn();
  beforeEach(() => {
    jest.useFakeTimers();
    refresh.mockClear();
    hidden = false;
    jest.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  });
  afterEach(() => jest.useRealTimers());

  it('comes at each interval', () => {
    renderHook(() => useRefresh('10s', refresh));
    jest.advanceTimersByTime(30_000);
    expect(refresh).toHaveBeenCalledTimes(3);
  });

  it('does not come without an interval', () => {
    renderHook(() => useRefresh('', refresh));
    jest.advanceTimersByTime(3600_000);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('waits while the page is hidden, and comes once when it is shown again', () => {
    renderHook(() => useRefresh('10s', refresh));
    show(false);
    jest.advanceTimersByTime(60_000);
    expect(refresh).not.toHaveBeenCalled();
    show(true);
    expect(refresh).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(9_999);
    expect(refresh).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('does not come when the page is shown before it is due', () => {
    renderHook(() => useRefresh('10s', refresh));
    show(false);
    jest.advanceTimersByTime(5_000);
    show(true);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('ends with the page', () => {
    renderHook(() => useRefresh('10s', refresh)).unmount();
    jest.advanceTimersByTime(60_000);
    expect(refresh).not.toHaveBeenCalled();
  });
});
