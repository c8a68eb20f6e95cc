import { countQuery, type EventQuery, lasting } from '@kubernetes-events/logql';

const WINDOW = '5m';
const WINDOW_SECONDS = 300;
const EXPRESSIONS = '__expr__';

/** The labels of the rule's instances: few enough for Loki's limit of series, and enough to find the events. */
const BY = ['cluster', '_namespace', 'reason'];

const SUMMARY =
  '{{ $labels.reason }} in {{ with $labels.cluster }}{{ . }}/{{ end }}{{ $labels._namespace }}: {{ $values.A.Value }} times in 5 minutes';

/** What the rule counts: how often each reason occurred in each namespace of each cluster in the last 5 minutes. */
const alertQuery = (query: EventQuery) => countQuery(lasting(query), { by: BY, window: WINDOW, what: 'occurrences' });

/** The rule's query, and what it compares its answer with, as Grafana's alerting has them. */
export function ruleQueries(uid: string, query: EventQuery) {
  return [
    {
      refId: 'A',
      datasourceUid: uid,
      queryType: 'instant',
      relativeTimeRange: { from: WINDOW_SECONDS, to: 0 },
      model: {
        refId: 'A',
        datasource: { type: 'loki', uid },
        expr: alertQuery(query),
        queryType: 'instant',
        editorMode: 'code',
        instant: true,
      },
    },
    {
      refId: 'B',
      datasourceUid: EXPRESSIONS,
      queryType: '',
      relativeTimeRange: { from: WINDOW_SECONDS, to: 0 },
      model: {
        refId: 'B',
        type: 'threshold',
        datasource: { type: EXPRESSIONS, uid: EXPRESSIONS },
        expression: 'A',
        conditions: [
          {
            type: 'query',
            evaluator: { type: 'gt', params: [0] },
            operator: { type: 'and' },
            query: { params: ['B'] },
            reducer: { params: [], type: 'last' },
          },
        ],
      },
    },
  ];
}

/**
 * Grafana's form for a new alert rule, filled in: fires for each cluster, namespace and reason with any of these
 * events in the last 5 minutes. Without events the rule is in order.
 *
 * Source: Grafana's own "New alert rule" from a panel, `scenesPanelToRuleFormValues`.
 */
export function newAlertRuleLink(uid: string, name: string, query: EventQuery, returnTo: string): string {
  const defaults = {
    type: 'grafana',
    name,
    condition: 'B',
    noDataState: 'OK',
    queries: ruleQueries(uid, query),
    annotations: [{ key: 'summary', value: SUMMARY }],
  };
  return `/alerting/new?${new URLSearchParams({ defaults: JSON.stringify(defaults), returnTo })}`;
}

/** The same rule as Grafana keeps it, paused, to be a group of its own. Source: Grafana's form, `PostableRuleDTO`. */
export function pausedRule(uid: string, name: string, query: EventQuery) {
  return {
    for: '0s',
    labels: {},
    annotations: { summary: SUMMARY },
    grafana_alert: {
      title: name,
      condition: 'B',
      no_data_state: 'OK',
      exec_err_state: 'Error',
      is_paused: true,
      data: ruleQueries(uid, query),
    },
  };
}
