import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import i18next from 'i18next';
import lodash from 'lodash';
// eslint-disable-next-line no-restricted-imports -- Grafana hands it to its plugins
import moment from 'moment';
import * as react from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactDom from 'react-dom';
import * as reactRouter from 'react-router';
import * as rxjs from 'rxjs';

/** What Grafana shares with its plugins (public/app/features/plugins/loader/sharedDependencies.ts), as far as used. */
const SHARED: Record<string, unknown> = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/ui': grafanaUi,
  i18next,
  lodash,
  moment,
  react,
  'react-dom': reactDom,
  'react-router': reactRouter,
  'react/jsx-runtime': jsxRuntime,
  rxjs,
};

type Factory = (...modules: unknown[]) => unknown;

/** Loads an AMD module by its address, as Grafana's loader does: with the shared modules handed in. */
export function loadModule(uri: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const define = (...parts: [string, string[], Factory] | [string[], Factory] | [Factory]) => {
      const factory = parts.at(-1) as Factory;
      const names = (parts.find(Array.isArray) as string[] | undefined) ?? [];
      const module = { uri: new URL(uri, location.href).href };
      const exports: Record<string, unknown> = {};
      try {
        const given = names.map((name) => ({ module, exports })[name] ?? shared(name));
        resolve((factory(...given) as Record<string, unknown> | undefined) ?? exports);
      } catch (error) {
        reject(error as Error);
      }
    };
    Object.assign(window, { define: Object.assign(define, { amd: {} }) });
    const script = document.createElement('script');
    script.src = uri;
    script.onerror = () => reject(new Error(`${uri} cannot be loaded: build the plugin first (npm run build:app)`));
    document.head.append(script);
  });
}

function shared(name: string): unknown {
  if (!(name in SHARED)) {
    throw new Error(`the plugin needs the shared module "${name}", which this host does not have`);
  }
  return SHARED[name];
}
