import { type Event, text } from '../event.ts';
import { SERVICE_NAME } from '../labels.ts';
import { ALLOY_JSON, ALLOY_LOGFMT, K8S_MONITORING_JSON, K8S_MONITORING_LOGFMT } from './alloy.ts';
import { EVENT_JSON, NEW_EVENT_JSON, NEW_WATCH_JSON, WATCH_JSON } from './event-json.ts';
import { OTEL_ATTRIBUTES } from './otel-attributes.ts';
import { type Shape, type ShapeName, type StoredEntry } from './shape.ts';

export type OtherShapeName = Exclude<ShapeName, 'own' | 'first'>;

/** How other programs store events. Of the shapes that could read an entry the first is the right one. */
export const SHAPES: Readonly<Record<OtherShapeName, Shape>> = {
  'otel-attributes': OTEL_ATTRIBUTES,
  'watch-json': WATCH_JSON,
  'new-watch-json': NEW_WATCH_JSON,
  'event-json': EVENT_JSON,
  'new-event-json': NEW_EVENT_JSON,
  'k8s-monitoring-logfmt': K8S_MONITORING_LOGFMT,
  'k8s-monitoring-json': K8S_MONITORING_JSON,
  'alloy-logfmt': ALLOY_LOGFMT,
  'alloy-json': ALLOY_JSON,
};

const NAMES = Object.keys(SHAPES) as OtherShapeName[];

/** Labels that a query has read from lines begin with this: they are no labels of the entry. */
export const FROM_LINE = 'from_line_';

/** The other shape that an entry has, and its event; undefined for entries of this collector and of the first one. */
export function readOtherShape(
  line: string,
  labels: StoredEntry['labels']
): { shape: OtherShapeName; event: Event; cluster: string } | undefined {
  if (labels.service_name === SERVICE_NAME || labels.increment !== undefined) {
    return undefined;
  }
  const entry = { line, labels, json: objectIn(line) };
  for (const shape of NAMES) {
    const event = SHAPES[shape].read(entry);
    if (event) {
      return { shape, event, cluster: clusterOf(entry) };
    }
  }
  return undefined;
}

const clusterOf = ({ labels, json }: StoredEntry): string =>
  labels.cluster || labels.k8s_cluster_name || text(json?.clusterName);

function objectIn(line: string): StoredEntry['json'] {
  if (!line.startsWith('{')) {
    return undefined;
  }
  try {
    return JSON.parse(line) as StoredEntry['json'];
  } catch {
    return undefined;
  }
}
