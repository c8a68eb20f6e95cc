import { OBJECT_PARTS } from '@kubernetes-events/logql';
import { APP, EVERYTHING, type Link, TIME } from './panels.ts';

const KEPT = `\${datasource:queryparam}&\${cluster:queryparam}&${TIME}`;

/** Another dashboard with a variable set to the clicked value; time, data source and cluster stay. */
export const dashboardLink = (
  to: string,
  title: string,
  variable: string,
  value = '${__value.raw:percentencode}'
): Link => ({
  title,
  url: `/d/kubernetes-events-${to}?${KEPT}&var-${variable}=${value}`,
});

export const namespaceLink = dashboardLink('namespace', 'Namespace', 'namespace');
export const nodeLink = dashboardLink('node', 'Node', 'host');
export const workloadLinks: Link[] = [
  {
    title: 'Workload',
    url: `/d/kubernetes-events-workload?${KEPT}&var-namespace=\${__data.fields.Namespace:percentencode}&var-workload=\${__value.raw:percentencode}`,
  },
];

/** The app's events with the dashboard's filters and the clicked value. */
export const valueLink = (field: string): Link => ({
  title: 'Browse these events',
  url: `${APP}/events?${EVERYTHING}&f=${field}%3D\${__value.raw:percentencode}`,
});

const columnOf = { cluster: 'Cluster', namespace: 'Namespace', kind: 'Kind', name: 'Name' } as const;
const parts = Object.keys(columnOf) as Array<keyof typeof columnOf>;

/** The columns of a table of objects, by label. */
export const OBJECT_COLUMNS = Object.fromEntries(parts.map((part) => [OBJECT_PARTS[part].label, columnOf[part]]));

const objectParams = parts.map(
  (part) => `${OBJECT_PARTS[part].param}=\${__data.fields.${columnOf[part]}:percentencode}`
);

/** The story of the object in a row of {@link OBJECT_COLUMNS}. Grafana writes nothing for a cluster that no row has. */
export const storyLink: Link = {
  title: 'Story',
  url: `${APP}/story?\${datasource:queryparam}&${TIME}&${objectParams.join('&')}`,
};

/** The app's events with the clicked series' label. */
export const seriesLink = (label: string): Link => ({
  title: 'Browse these events',
  url: `${APP}/events?${EVERYTHING}&f=${label}%3D\${__field.labels.${label}:percentencode}`,
});
