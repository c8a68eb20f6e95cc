import { Suspense, lazy } from 'react';
import { AppPlugin, type AppRootProps, type PluginConfigPageProps, type AppPluginMeta } from '@grafana/data';
import { type AppSettings } from './view/settings';
import { addLinks } from './extensions/links';
import { OBJECT_STORY, type ObjectStoryProps } from './extensions/objectStory';
import { loadPart } from './shared/states/loadPart';

// This file is loaded with every page of Grafana once something else links here: all else comes when it is asked for.
const LazyApp = lazy(() => loadPart(() => import('./app/start').then(({ start }) => start())));
const LazyConfig = lazy(() => loadPart(() => import('./app/start').then(({ startConfig }) => startConfig())));

const LazyStory = lazy(() => loadPart(() => import('./app/start').then(({ startStory }) => startStory())));

const App = (props: AppRootProps<AppSettings>) => (
  <Suspense fallback={null}>
    <LazyApp {...props} />
  </Suspense>
);

const Config = (props: PluginConfigPageProps<AppPluginMeta<AppSettings>>) => (
  <Suspense fallback={null}>
    <LazyConfig {...props} />
  </Suspense>
);

const ObjectStory = (props: ObjectStoryProps) => (
  <Suspense fallback={null}>
    <LazyStory {...props} />
  </Suspense>
);

export const plugin = addLinks(
  new AppPlugin<AppSettings>()
    .setRootPage(App)
    .addConfigPage({ title: 'Configuration', icon: 'cog', body: Config, id: 'configuration' })
    .exposeComponent<ObjectStoryProps>({
      id: OBJECT_STORY,
      title: 'Story of a Kubernetes object',
      description: 'What happened to one object, and to those it belongs with, from its events in Loki',
      component: ObjectStory,
    })
);
