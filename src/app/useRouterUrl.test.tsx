import { act, renderHook } from '@testing-library/react';
import { type ReactNode } from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { listUrl } from '../rows/url';
import { UrlContext, useUrl } from '../view/url/useUrl';
import { useRouterUrl } from './useRouterUrl';

function InUrl({ children }: { children: ReactNode }) {
  return <UrlContext.Provider value={useRouterUrl()}>{children}</UrlContext.Provider>;
}

function viewAt(address: string) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <MemoryRouter initialEntries={[address]}>
      <InUrl>{children}</InUrl>
    </MemoryRouter>
  );
  const use = () => {
    const { pathname, search } = useLocation();
    return { address: decodeURIComponent(pathname + search), common: useUrl(), list: useUrl(listUrl) };
  };
  const { result } = renderHook(use, { wrapper });
  return result;
}

describe('the address', () => {
  it('has two changes that are made in one tick, by two parts of a page', () => {
    const view = viewAt('/a/app/events?orgId=2');
    act(() => {
      view.current.common[1]({ event: 'x' });
      view.current.list[1]({ wrap: true });
      view.current.common[1]({ fieldSelector: 'type=Warning' });
    });
    expect(view.current.address).toBe('/a/app/events?orgId=2&event=x&wrap=1&fs=type=Warning');
  });

  it('keeps its parameters on another page', () => {
    const view = viewAt('/a/app/events?wrap=1&event=x');
    act(() => view.current.common[1]({ event: '' }, { page: 'timeline' }));
    expect(view.current.address).toBe('/a/app/timeline?wrap=1');
  });

  it('does not bring back a filter that a dashboard passed as a variable', () => {
    const view = viewAt('/a/app/events?var-namespace=shop&wrap=1');
    expect(view.current.common[0].filters).toEqual([{ field: '_namespace', values: ['shop'], exclude: false }]);
    act(() => view.current.common[1]({ filters: [] }));
    expect(view.current.address).toBe('/a/app/events?wrap=1');
  });

  it("drops the list's place with the time range that it is in", () => {
    const view = viewAt('/a/app/events?at=1500&wrap=1');
    act(() => view.current.common[1]({ from: 'now-1h' }));
    expect(view.current.address).toBe('/a/app/events?wrap=1&from=now-1h');
  });

  it('gives a part the same values until one of them changes', () => {
    const view = viewAt('/a/app/events?f=reason%3DA');
    const [before] = view.current.common;
    act(() => view.current.list[1]({ fold: false }));
    expect(view.current.common[0]).toBe(before);
    act(() => view.current.common[1]({ event: 'x' }));
    expect(view.current.common[0]).not.toBe(before);
  });
});
