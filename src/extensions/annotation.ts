import { type EventQuery, lasting, logQuery } from '@kubernetes-events/logql';

const MOST = 500;
/** The labels that title and tags are made of. */
const FIELDS = ['reason', '_kind', 'name', '_namespace', '_type'];

/**
 * An annotation query on these events, as an element of `annotations.list` in a dashboard's JSON. Each event is a mark
 * with its reason and object for a title, its line for a text.
 *
 * Source: Grafana's Loki data source, `LokiAnnotationsQuery`.
 */
export function annotationOf(uid: string, name: string, query: EventQuery): string {
  const annotation = {
    name,
    datasource: { type: 'loki', uid },
    enable: true,
    hide: false,
    iconColor: 'orange',
    expr: logQuery(lasting(query), FIELDS),
    maxLines: MOST,
    instant: false,
    titleFormat: '{{reason}} {{_kind}} {{name}}',
    textFormat: '',
    tagKeys: '_namespace,_type',
  };
  return JSON.stringify(annotation, null, 2);
}
