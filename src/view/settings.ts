import { createContext, useContext } from 'react';

/** A link that events have in their details. */
export interface LinkTemplate {
  title: string;
  /** With `{namespace}`, `{kind}`, `{name}`, `{pod}`, `{container}`, `{host}`, `{cluster}`, `{reason}`, `{from}`, `{to}`. */
  url: string;
  /** The kind of object whose events have it; those of any where it is empty. */
  kind?: string;
}

/** Filters that are saved for everyone. What is provisioned may be anything: see `src/saved/read.ts`. */
export interface SavedEntry {
  /** Its name if there is none: a new name then gives it one. */
  id?: string;
  name: string;
  /** A page and its parameters: `events?f=_type%3DWarning`. */
  link: string;
}

/** What an administrator sets for everyone in the organization, kept by Grafana in the plugin's settings (`jsonData`). */
export interface AppSettings {
  /** The Loki data source to open with, by uid; the first one where none is set. */
  datasource?: string;
  /** LogQL matchers that find the streams of events, without braces; `_kind=~".+"` where none are set. */
  baseSelector?: string;
  /** The label with the cluster's name; `cluster` where none is set. */
  clusterLabel?: string;
  /** A link to a pod's logs, with `{namespace}`, `{pod}`, `{container}`, `{host}`, `{from}` and `{to}` in it. */
  logsLink?: string;
  /** The Loki data source that has the logs of pods, by uid; that of the events where none is set. */
  logsDatasource?: string;
  /** A LogQL stream selector with `{namespace}`, `{pod}` and `{container}` in it, which finds the logs of a pod. */
  logsSelector?: string;
  /** Further links of events. */
  links?: LinkTemplate[];
  /** Where Grafana's server reaches the collector's telemetry: `http://kubernetes-events.monitoring:8080`. */
  collectorUrl?: string;
  /** Filters that are saved for everyone in the organization. */
  savedFilters?: SavedEntry[];
  /** Where the app opens: a page such as `events`, or `filter:` and the name of a saved filter; Problems where none is set. */
  startPage?: string;
}

export const SettingsContext = createContext<AppSettings>({});

export const useSettings = () => useContext(SettingsContext);
