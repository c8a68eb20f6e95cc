import { ANNOTATIONS, MOST_MARKS } from './annotations.ts';
import { events } from './logql.ts';

/** The annotations for the dashboards of others: as they stand in a dashboard's JSON, without variables. */
export function annotationLibrary(): object[] {
  return ANNOTATIONS.map(({ name, color, wanted, text }) => ({
    name: `Kubernetes: ${name.toLowerCase()}`,
    datasource: { type: 'loki', uid: 'loki' },
    enable: true,
    iconColor: color,
    expr: events([], wanted),
    queryType: 'range',
    maxLines: MOST_MARKS,
    titleFormat: '{{reason}}',
    textFormat: text,
    tagKeys: '_namespace,_host',
  }));
}
