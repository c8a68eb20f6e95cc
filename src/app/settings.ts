import { createContext, useContext } from 'react';

/** What an administrator sets for everyone, kept by Grafana in the plugin's settings (`jsonData`). */
export interface AppSettings {
  /** The Loki data source to open with, by uid; the first one where none is set. */
  datasource?: string;
  /** LogQL matchers that find the streams of events, without braces; `_kind=~".+"` where none are set. */
  baseSelector?: string;
  /** A link to a pod's logs, with `{namespace}`, `{pod}`, `{container}`, `{host}`, `{from}` and `{to}` in it. */
  logsLink?: string;
}

export const SettingsContext = createContext<AppSettings>({});

export const useSettings = () => useContext(SettingsContext);
