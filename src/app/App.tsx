import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { type AppRootProps, PageLayoutType } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { ErrorBoundary } from '../shared/states/ErrorBoundary';
import { Frame } from './Frame';
import { type AppSettings, SettingsContext } from './settings';

const Explorer = lazy(() => import('../explorer/Explorer'));
const GroupsPage = lazy(() => import('../explorer/groups/GroupsPage'));
const Timeline = lazy(() => import('../timeline/Timeline'));
const Compare = lazy(() => import('../compare/Compare'));
const Live = lazy(() => import('../live/Live'));
const Reasons = lazy(() => import('../reasons/Reasons'));
const OpenQuery = lazy(() => import('../extensions/OpenQuery'));
const Story = lazy(() => import('../story/Story'));

/** The app's pages, each loaded when it is opened, in one frame that holds time, filters and data source. */
export default function App({ meta }: AppRootProps<AppSettings>) {
  return (
    <SettingsContext.Provider value={meta.jsonData ?? {}}>
      <PluginPage layout={PageLayoutType.Custom}>
        <ErrorBoundary>
          <Routes>
            <Route element={<Frame />}>
              <Route path="events" element={<Explorer />} />
              <Route path="groups" element={<GroupsPage />} />
              <Route path="timeline" element={<Timeline />} />
              <Route path="compare" element={<Compare />} />
              <Route path="live" element={<Live />} />
              <Route path="reasons" element={<Reasons />} />
              <Route path="story" element={<Story />} />
            </Route>
            <Route path="open" element={<OpenQuery />} />
            <Route path="*" element={<Navigate to="events" replace />} />
          </Routes>
        </ErrorBoundary>
      </PluginPage>
    </SettingsContext.Provider>
  );
}
