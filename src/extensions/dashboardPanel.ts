import { countQuery, type EventQuery, lasting, logQuery } from '@kubernetes-events/logql';
import { type Panel } from '@grafana/schema';

/** What of the events a dashboard's panel may show. */
export type PanelShape = 'table' | 'timeline' | 'count';

const TYPES: Record<PanelShape, string> = {
  table: 'lokievents-table-panel',
  timeline: 'lokievents-timeline-panel',
  count: 'timeseries',
};

/** A panel with these events. */
export function panelOf(shape: PanelShape, uid: string, title: string, query: EventQuery): Panel {
  const asked = lasting(query);
  const datasource = { type: 'loki', uid };
  const expr =
    shape === 'count' ? countQuery(asked, { by: ['_type'], window: '$__auto', what: 'occurrences' }) : logQuery(asked);
  const legend = shape === 'count' ? { legendFormat: '{{_type}}' } : {};
  return {
    type: TYPES[shape],
    title,
    datasource,
    targets: [{ refId: 'A', datasource, expr, queryType: 'range', ...legend }],
    ...(shape === 'count' && { fieldConfig: { defaults: { custom: BARS }, overrides: [] } }),
  };
}

const BARS = { drawStyle: 'bars', fillOpacity: 80, lineWidth: 0, stacking: { mode: 'normal', group: 'A' } };
