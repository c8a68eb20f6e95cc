import { type Rule, RULES } from './rules.ts';
import { annotationsOf } from './texts.ts';

/** The same rules for Loki's ruler. Source: https://grafana.com/docs/loki/v3.7.x/alert/ */
export function rulerRules(): object {
  const silent = ({ rulerExpr }: Rule): boolean => rulerExpr !== undefined;
  return {
    groups: [
      { name: 'kubernetes-events', interval: '1m', rules: RULES.filter((rule) => !silent(rule)).map(rulerRule) },
      { name: 'kubernetes-events-collector', interval: '5m', rules: RULES.filter(silent).map(rulerRule) },
    ],
  };
}

function rulerRule(rule: Rule): object {
  const { title, expr, above, rulerExpr, severity, keepFiringFor } = rule;
  return {
    alert: `KubernetesEvents${title.replace(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    expr: rulerExpr ?? `(${expr}) > ${above}`,
    for: rule.for,
    ...(keepFiringFor !== '0s' && { keep_firing_for: keepFiringFor }),
    labels: { severity, app: 'kubernetes-events' },
    annotations: annotationsOf(rule),
  };
}
