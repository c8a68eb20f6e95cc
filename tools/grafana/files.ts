import { stringify } from 'yaml';
import { grafanaRules } from './alerting/grafana.ts';
import { rulerRules } from './alerting/ruler.ts';
import { DASHBOARDS } from './dashboards/index.ts';
import { annotationLibrary } from './library.ts';

const yaml = (head: string, value: unknown): string =>
  `${head}\n# Made by \`npm run generate\` from tools/grafana: change it there.\n` +
  stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });

/** Every file that is made here, by its path from the repository's root: dashboards, alert rules, annotations. */
export const grafanaFiles = (): Array<[file: string, text: string]> => [
  [
    'provisioning/alerting/kubernetes-events.yaml',
    yaml('# Alerts on events, for Grafana. They ask the data source whose uid is "loki".', grafanaRules()),
  ],
  [
    'deploy/loki/rules/kubernetes-events.yaml',
    yaml("# The same alerts for Loki's ruler: put it where ruler.storage looks, in the tenant's folder.", rulerRules()),
  ],
  ['docs/annotations.json', JSON.stringify(annotationLibrary())],
  ...Object.entries(DASHBOARDS).map(([name, dashboard]): [string, string] => [
    `src/dashboards/${name}.json`,
    JSON.stringify(dashboard),
  ]),
];
