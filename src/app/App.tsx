import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { type AppRootProps, PageLayoutType } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { ErrorBoundary } from '../shared/states/ErrorBoundary';
import { loadPart } from '../shared/states/loadPart';
import { Frame } from './Frame';
import { NoObject } from './NoObject';
import { Start } from './Start';
import { FIRST_PAGE } from '../saved/pages';
import { SavedContext, useSavedState } from '../saved/useSaved';
import { type AppSettings, SettingsContext } from '../view/settings';
import { useStoryNav } from './useStoryNav';
import { useUrl } from '../view/url/useUrl';
import { objectUrl } from '../view/url/object';
import { pageTarget } from '../view/url/pageTarget';

const Problems = lazy(() => loadPart(() => import('../problems/Problems')));
const Explorer = lazy(() => loadPart(() => import('../explorer/Explorer')));
const GroupsPage = lazy(() => loadPart(() => import('../explorer/GroupsPage')));
const Timeline = lazy(() => loadPart(() => import('../timeline/Timeline')));
const Compare = lazy(() => loadPart(() => import('../compare/Compare')));
const Live = lazy(() => loadPart(() => import('../live/Live')));
const Reasons = lazy(() => loadPart(() => import('../reasons/Reasons')));
const OpenQuery = lazy(() => loadPart(() => import('../extensions/OpenQuery')));
const Story = lazy(() => loadPart(() => import('../story/Story')));

const NO_SETTINGS: AppSettings = {};

/** An object's story, if the address names an object. */
function StoryPage() {
  const [state] = useUrl(objectUrl);
  return state.kind && state.name ? <Story /> : <NoObject />;
}

/** The app's pages, each loaded when it is opened, in one frame that holds time, filters and data source. */
export default function App({ meta }: AppRootProps<AppSettings>) {
  const pageNav = useStoryNav(meta.name);
  const settings = meta.jsonData ?? NO_SETTINGS;
  return (
    <SettingsContext.Provider value={settings}>
      <SavedContext.Provider value={useSavedState(settings)}>
        <PluginPage layout={PageLayoutType.Custom} pageNav={pageNav}>
          <ErrorBoundary>
            <Routes>
              <Route element={<Frame />}>
                <Route path="problems" element={<Problems />} />
                <Route path="events" element={<Explorer />} />
                <Route path="groups" element={<GroupsPage />} />
                <Route path="timeline" element={<Timeline />} />
                <Route path="compare" element={<Compare />} />
                <Route path="live" element={<Live />} />
                <Route path="reasons" element={<Reasons />} />
                <Route path="story" element={<StoryPage />} />
              </Route>
              <Route path="open" element={<OpenQuery />} />
              <Route index element={<Start />} />
              <Route path="*" element={<Navigate to={pageTarget(FIRST_PAGE, new URLSearchParams())} replace />} />
            </Routes>
          </ErrorBoundary>
        </PluginPage>
      </SavedContext.Provider>
    </SettingsContext.Provider>
  );
}
