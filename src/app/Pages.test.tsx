import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, Outlet, Route, Routes, useLocation } from 'react-router-dom';
import { TestView } from '../../tests/app/TestView';
import { ROOT } from '../view/appId';
import { Pages } from './Pages';

function Here() {
  const { pathname, search } = useLocation();
  return <output>{pathname + search}</output>;
}

function Layout() {
  return (
    <>
      <TestView search="?f=_type%3DWarning&event=1">
        <Pages />
      </TestView>
      <Here />
      <Outlet />
    </>
  );
}

/** The routes as Grafana and the app nest them: the app's under its root, the pages in a layout without a path. */
function openAt(page: string, basename = '/') {
  const start = `${basename === '/' ? '' : basename}${ROOT}/${page}`;
  render(
    <MemoryRouter initialEntries={[start]} basename={basename}>
      <Routes>
        <Route
          path={`${ROOT}/*`}
          element={
            <Routes>
              <Route element={<Layout />}>
                <Route path="*" element={null} />
              </Route>
            </Routes>
          }
        />
      </Routes>
    </MemoryRouter>
  );
}

describe('a page tab', () => {
  it.each(['events', 'reasons'])('opens its page with the filters when it is clicked on the page %s', async (page) => {
    openAt(page);
    await userEvent.click(screen.getByRole('tab', { name: 'Timeline' }));
    expect(screen.getByRole('status')).toHaveTextContent(`${ROOT}/timeline?f=_type%3DWarning`);
    expect(screen.getByRole('tab', { name: 'Timeline' })).toHaveAttribute('aria-selected', 'true');
  });

  it('links to where Grafana is served, for a new tab', () => {
    openAt('events', '/grafana');
    expect(screen.getByRole('tab', { name: 'Timeline' })).toHaveAttribute(
      'href',
      `/grafana${ROOT}/timeline?f=_type%3DWarning`
    );
  });
});
