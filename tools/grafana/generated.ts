import { format } from 'prettier';
import { stringify } from 'yaml';
import { grafanaRules } from './alerting/grafana.ts';
import { rulerRules } from './alerting/ruler.ts';
import { DASHBOARDS } from './dashboards/index.ts';
import { annotationLibrary } from './library.ts';

const OPTIONS = { printWidth: 120, singleQuote: true } as const;
const MADE = '# Made by `npm run dashboards` from tools/grafana: change it there.';

const json = (value: unknown): Promise<string> => format(JSON.stringify(value), { ...OPTIONS, parser: 'json' });
const yaml = (head: string, value: unknown): Promise<string> =>
  format(`${head}\n${MADE}\n${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })}`, {
    ...OPTIONS,
    parser: 'yaml',
  });

/** Every file that is made here, by its path from the repository's root, formatted as the rest is. */
export async function generated(): Promise<Record<string, string>> {
  const files: Record<string, string> = {
    'provisioning/alerting/kubernetes-events.yaml': await yaml(
      '# Alerts on events, for Grafana. They ask the data source whose uid is "loki".',
      grafanaRules()
    ),
    'deploy/loki/rules/kubernetes-events.yaml': await yaml(
      "# The same alerts for Loki's ruler: put it where ruler.storage looks, in the tenant's folder.",
      rulerRules()
    ),
    'docs/annotations.json': await json(annotationLibrary()),
  };
  for (const [name, dashboard] of Object.entries(DASHBOARDS)) {
    files[`src/dashboards/${name}.json`] = await json(dashboard);
  }
  return files;
}
