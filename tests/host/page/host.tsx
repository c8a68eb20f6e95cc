import { type ComponentType, StrictMode, version } from 'react';
import i18next from 'i18next';
import { createRoot } from 'react-dom/client';
import { initReactI18next } from 'react-i18next';
import { BrowserRouter, Route, Routes } from 'react-router-dom';
import {
  type AppPlugin,
  type AppPluginMeta,
  createTheme,
  type PanelPlugin,
  PluginContextProvider,
  setTimeZoneResolver,
  ThemeContext,
} from '@grafana/data';
import { config } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { Chrome } from './Chrome';
import { EmbedPage } from './EmbedPage';
import { provideGrafana } from './grafana';
import { loadModule } from './modules';
import { PanelPage } from './PanelPage';
import { SUB_PATH } from './subPath';

const ID = 'lokievents-kubernetes-app';
const params = new URLSearchParams(location.search);

/** A setting of the host itself: in the address once, then for this tab. */
function setting(name: string, initial: string): string {
  const value = params.get(name) ?? sessionStorage.getItem(name) ?? initial;
  sessionStorage.setItem(name, value);
  return value;
}

/** As Grafana starts its own: the plugin adds its words to the same instance. */
async function initWords(language: string) {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en-US',
    ns: ['grafana'],
    partialBundledLanguages: true,
    returnEmptyString: false,
    // A language counts as there once it has a word.
    resources: { [language]: { grafana: { host: 'host' } } },
  });
}

/** The panel that the address names, if it does. */
async function panelInPath(): Promise<PanelPlugin | undefined> {
  const id = /^\/panels\/([\w-]+)/.exec(location.pathname.slice(SUB_PATH.length))?.[1];
  return id
    ? ((await loadModule(`${SUB_PATH}/public/plugins/${id}/module.js`)) as { plugin: PanelPlugin }).plugin
    : undefined;
}

async function main() {
  const theme = createTheme({ colors: { mode: setting('theme', 'dark') === 'light' ? 'light' : 'dark' } });
  const timeZone = setting('tz', 'browser');
  Object.assign(config, { theme2: theme });
  document.documentElement.dataset.react = version;
  setTimeZoneResolver(() => timeZone);
  provideGrafana();
  await initWords(setting('lang', 'en-US'));

  const [{ plugin }, meta] = await Promise.all([
    loadModule(`${SUB_PATH}/public/plugins/${ID}/module.js`) as Promise<{ plugin: AppPlugin }>,
    fetch(`${SUB_PATH}/api/plugins/${ID}/settings`).then((response) => response.json() as Promise<AppPluginMeta>),
  ]);
  const panel = await panelInPath();
  plugin.meta = { ...meta, id: ID, name: 'Kubernetes Events' };
  const Root = plugin.root as unknown as ComponentType<Record<string, unknown>>;
  const Config = plugin.configPages?.[0]?.body as unknown as ComponentType<Record<string, unknown>>;

  const container = document.getElementById('root');
  if (container) {
    createRoot(container).render(
      <StrictMode>
        <ThemeContext.Provider value={theme}>
          <GlobalStyles />
          <BrowserRouter basename={SUB_PATH}>
            <Chrome theme={theme}>
              <Routes>
                <Route
                  path={`/a/${ID}/*`}
                  element={
                    <PluginContextProvider meta={plugin.meta}>
                      <Root meta={plugin.meta} basename={`/a/${ID}`} query={{}} path="" />
                    </PluginContextProvider>
                  }
                />
                <Route path={`/plugins/${ID}`} element={<Config plugin={plugin} query={{}} />} />
                <Route path="/embed" element={<EmbedPage plugin={plugin} />} />
                {panel && <Route path="/panels/*" element={<PanelPage plugin={panel} />} />}
                <Route path="*" element={<a href={`${SUB_PATH}/a/${ID}/events`}>Kubernetes Events</a>} />
              </Routes>
            </Chrome>
          </BrowserRouter>
          <PortalContainer />
        </ThemeContext.Provider>
      </StrictMode>
    );
  }
}

main().catch((error: unknown) => {
  document.body.textContent = `The preview host cannot show the plugin: ${String(error)}`;
  throw error;
});
