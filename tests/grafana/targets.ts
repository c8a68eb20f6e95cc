import assert from 'node:assert/strict';
import { type Dashboard, panelsOf } from './files.ts';

/** The expression with Grafana's and the dashboard's variables filled in: "All" by default. */
export function filledIn(expr: string, { templating }: Dashboard, chosen: Record<string, string> = {}): string {
  const values: Record<string, string> = {
    __auto: '3h',
    __range: '3h',
    __rate_interval: '1m',
    workload: '.+',
    ...chosen,
  };
  return expr.replace(/\$(\w+)/g, (_, name: string) => {
    const value = values[name] ?? templating.list.find((variable) => variable.name === name)?.allValue;
    assert.ok(value !== undefined, `$${name} is a variable of the dashboard`);
    return value;
  });
}

export const lokiTargets = (dashboard: Dashboard) =>
  panelsOf(dashboard).flatMap((panel) =>
    (panel.targets ?? []).filter(({ datasource }) => datasource.type === 'loki').map((target) => ({ panel, target }))
  );
