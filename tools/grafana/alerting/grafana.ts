import { DASHBOARDS } from '../dashboards/index.ts';
import { type Rule, RULES } from './rules.ts';
import { annotationsOf } from './texts.ts';

/** By it Grafana knows whose rules they are: they get the app's link, and cannot be changed in its pages. */
const ORIGIN = { __grafana_origin: 'plugin/lokievents-kubernetes-app' };

/**
 * The rules as Grafana provisions them. The collector's silence is looked for less often: its query reads more.
 *
 * Source: https://grafana.com/docs/grafana/v12.3/alerting/set-up/provision-alerting-resources/file-provisioning/
 */
export function grafanaRules(): object {
  const silent = ({ noData }: Rule): boolean => noData === 'Alerting';
  const group = (name: string, interval: string, rules: readonly Rule[]): object => ({
    orgId: 1,
    name,
    folder: 'Kubernetes events',
    interval,
    rules: rules.map(grafanaRule),
  });
  return {
    apiVersion: 1,
    groups: [
      group(
        'kubernetes-events',
        '1m',
        RULES.filter((rule) => !silent(rule))
      ),
      group('kubernetes-events-collector', '5m', RULES.filter(silent)),
    ],
  };
}

function grafanaRule(rule: Rule): object {
  const { uid, title, severity, expr, lookBack, noData, keepFiringFor, missingSeriesEvals, panel } = rule;
  return {
    uid,
    title,
    condition: 'B',
    dashboardUid: `kubernetes-events-${panel.dashboard}`,
    panelId: panelId(panel),
    for: rule.for,
    keepFiringFor,
    noDataState: noData,
    execErrState: noData === 'Alerting' ? 'Alerting' : 'Error',
    ...(missingSeriesEvals && { missing_series_evals_to_resolve: missingSeriesEvals }),
    labels: { severity, app: 'kubernetes-events', ...ORIGIN },
    annotations: annotationsOf(rule),
    data: [
      {
        refId: 'A',
        datasourceUid: 'loki',
        queryType: 'instant',
        relativeTimeRange: { from: lookBack, to: 0 },
        model: { refId: 'A', editorMode: 'code', expr, queryType: 'instant', maxLines: 1000 },
      },
      {
        refId: 'B',
        datasourceUid: '__expr__',
        relativeTimeRange: { from: 0, to: 0 },
        model: {
          refId: 'B',
          type: 'threshold',
          expression: 'A',
          datasource: { type: '__expr__', uid: '__expr__' },
          conditions: [{ evaluator: evaluator(rule), type: 'query' }],
        },
      },
    ],
  };
}

const evaluator = ({ above, below }: Rule): object =>
  below === undefined ? { type: 'gt', params: [above] } : { type: 'lt', params: [below] };

function panelId({ dashboard, title }: Rule['panel']): number {
  const panels = DASHBOARDS[dashboard].panels as Array<{ id: number; title: string }>;
  const panel = panels.find((candidate) => candidate.title === title);
  if (!panel) {
    throw new Error(`the dashboard ${dashboard} has no panel "${title}"`);
  }
  return panel.id;
}
