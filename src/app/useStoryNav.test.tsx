import { renderHook } from '@testing-library/react';
import { type ReactNode } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { ROOT } from '../view/appId';
import { useStoryNav } from './useStoryNav';

function navOf(path: string) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <MemoryRouter initialEntries={[`${ROOT}/${path}`]}>{children}</MemoryRouter>
  );
  return renderHook(() => useStoryNav('Kubernetes Events'), { wrapper });
}

describe("the story's breadcrumbs", () => {
  const app = { text: 'Kubernetes Events', url: `${ROOT}/events` };

  it('name the object below the app', () => {
    const { result } = navOf('story?kind=Pod&ns=shop&name=web-1');
    expect(result.current).toEqual({ text: 'Pod web-1', parentItem: app });
  });

  it('end at the app when there is no object', () => {
    expect(navOf('story').result.current).toEqual(app);
  });

  it('stay the same object, which Grafana sets its frame by', () => {
    const { result, rerender } = navOf('story?kind=Pod&ns=shop&name=web-1');
    const first = result.current;
    rerender();
    expect(result.current).toBe(first);
  });

  it("leave the other pages' to Grafana", () => {
    expect(navOf('events?name=web-1').result.current).toBeUndefined();
  });
});
