import { countQuery, type EventQuery } from '@kubernetes-events/logql';

const WINDOW = '5m';
const WINDOW_SECONDS = 300;
const EXPRESSIONS = '__expr__';

/** What the rule's instances are told apart by: few enough for Loki's limit of series, and enough to find the events. */
const BY = ['_namespace', 'reason'];

/** What the rule counts: how often each reason was given in each namespace in the last 5 minutes. */
export const alertQuery = (query: EventQuery) => countQuery(query, { by: BY, window: WINDOW, what: 'occurrences' });

/**
 * Grafana's form for a new alert rule, filled in: fires for each namespace and reason in which any of these events
 * happened in the last 5 minutes. No events are no trouble. Grafana 12.3.0 drops the query's text on the way, also from
 * its own panels (`alertingAlertRuleFormSchema` knows no `expr`): it is copied beside.
 *
 * Source: Grafana's own "New alert rule" from a panel, `scenesPanelToRuleFormValues`.
 */
export function newAlertRuleLink(uid: string, name: string, query: EventQuery, returnTo: string): string {
  const expr = alertQuery(query);
  const defaults = {
    type: 'grafana',
    name,
    condition: 'B',
    noDataState: 'OK',
    queries: [
      {
        refId: 'A',
        datasourceUid: uid,
        queryType: 'instant',
        relativeTimeRange: { from: WINDOW_SECONDS, to: 0 },
        model: { refId: 'A', datasource: { type: 'loki', uid }, expr, queryType: 'instant', editorMode: 'code' },
      },
      {
        refId: 'B',
        datasourceUid: EXPRESSIONS,
        queryType: '',
        model: {
          refId: 'B',
          type: 'threshold',
          datasource: { type: EXPRESSIONS, uid: EXPRESSIONS },
          expression: 'A',
          conditions: [{ type: 'query', evaluator: { type: 'gt', params: [0] }, query: { params: ['B'] } }],
        },
      },
    ],
    annotations: [
      {
        key: 'summary',
        value: '{{ $labels.reason }} in {{ $labels._namespace }}: {{ $values.A.Value }} times in 5 minutes',
      },
    ],
  };
  return `/alerting/new?${new URLSearchParams({ defaults: JSON.stringify(defaults), returnTo })}`;
}
