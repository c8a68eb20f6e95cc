import { type TimeRange } from '@grafana/data';

/** Another app mounts it with `usePluginComponent(OBJECT_STORY)`. It stands in plugin.json too. */
export const OBJECT_STORY = 'lokievents-kubernetes-app/object-story/v1';

/** What the app that embeds an object's story gives it. */
export interface ObjectStoryProps {
  /** The Loki data source with the events; the one of this app's configuration, or the first, if not set. */
  datasourceUid?: string;
  /** The value of the events' label `cluster`; any if not set. */
  cluster?: string;
  /** Empty for what is in no namespace, such as a Node. */
  namespace: string;
  /** As Kubernetes writes it: `Deployment`. */
  kind: string;
  name: string;
  timeRange: TimeRange;
  /** As Grafana names them: `browser`, `utc`, an IANA name; the reader's own if not set. */
  timeZone?: string;
}
