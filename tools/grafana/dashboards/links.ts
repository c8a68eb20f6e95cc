import { OBJECT_PARTS } from '@kubernetes-events/logql';
import { APP, EVERYTHING, type Link, TIME } from './panel.ts';

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

/** The columns of a table of workloads: those of one name in two clusters are two. */
export const WORKLOAD_LABELS = ['cluster', '_namespace', 'workload'];

const ofRow = (column: string) => `\${__data.fields.${column}:percentencode}`;

/** What a row of {@link WORKLOAD_LABELS} leads to: the same workload, in its cluster and namespace. */
export const workloadLinks: Link[] = [
  {
    title: 'Workload',
    url: `/d/kubernetes-events-workload?\${datasource:queryparam}&${TIME}&var-cluster=${ofRow('Cluster')}&var-namespace=${ofRow('Namespace')}&var-workload=${ofRow('Workload')}`,
  },
];
export const workloadEventsLink: Link = {
  title: 'Browse these events',
  url: `${APP}/events?${EVERYTHING}&f=cluster%3D${ofRow('Cluster')}&f=_namespace%3D${ofRow('Namespace')}&f=workload%3D${ofRow('Workload')}`,
};

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
