import { ANNOTATIONS, MOST_MARKS } from '../annotations.ts';
import { events, type Label, LABELS, VARIABLES } from '../logql.ts';
import { APP, LOKI, type Panel } from './panel.ts';

const TAG = 'kubernetes-events';
const TITLES: Record<Label, string> = {
  cluster: 'Cluster',
  _namespace: 'Namespace',
  _type: 'Type',
  _kind: 'Kind',
  _host: 'Host',
};

export interface Outline {
  uid: string;
  title: string;
  description: string;
  /** The labels that it has variables for; all, if not set. */
  labels?: readonly Label[];
  /** Variables besides. */
  variables?: object[];
  panels: Panel[];
  /** Stages that keep the changes of what the dashboard is about. */
  changes?: string;
  from?: string;
}

/** A dashboard as Grafana reads it from a file. Source: https://grafana.com/docs/grafana/v12.3/visualizations/dashboards/build-dashboards/view-dashboard-json-model/ */
export function dashboard({
  uid,
  title,
  description,
  labels = LABELS,
  variables = [],
  panels,
  changes = '',
  from = 'now-3h',
}: Outline) {
  return {
    uid,
    title: `Kubernetes events: ${title}`,
    description,
    tags: [TAG],
    schemaVersion: 42,
    version: 1,
    revision: 1,
    editable: true,
    graphTooltip: 1,
    time: { from, to: 'now' },
    links: [
      {
        ...LINK,
        type: 'link',
        title: 'Events',
        icon: 'external link',
        url: `${APP}/events`,
        tooltip: 'The app, with the same time and filters',
      },
      { ...LINK, type: 'dashboards', title: 'Dashboards', icon: 'apps', asDropdown: true },
    ],
    annotations: { list: annotations(labels, changes) },
    templating: { list: [source('datasource', 'Loki', 'loki'), ...labels.map(variable), ...variables] },
    panels: placed(panels),
  };
}

const LINK = {
  includeVars: true,
  keepTime: true,
  tags: [TAG],
  tooltip: '',
};

/** A choice of data sources of a type. */
export function source(name: string, label: string, query: string): object {
  return { type: 'datasource', name, label, query, refresh: 1 };
}

/** The collector may keep these in the structured metadata. */
const isMovable = (label: Label): boolean => label === '_host' || label === '_namespace';

/** All, some or one of a label's values. */
function variable(label: Label): object {
  return {
    type: 'query',
    name: VARIABLES[label],
    label: TITLES[label],
    // Loki lists the values of stream labels alone.
    ...(isMovable(label) && {
      description: 'If the collector keeps it in the structured metadata, no values are listed: type one.',
      allowCustomValue: true,
    }),
    datasource: LOKI,
    query: { label, refId: 'values', stream: '{_kind=~".+"}', type: 1 },
    multi: true,
    includeAll: true,
    // Holds where the label is missing too; but every event has a kind, and a query needs one matcher that says so.
    allValue: label === '_kind' ? '.+' : '.*',
    current: { text: ['All'], value: ['$__all'] },
    refresh: 2,
    sort: 1,
  };
}

/** Marks over every chart of the dashboard: changes from the start, others if they are switched on. */
function annotations(labels: readonly Label[], changes: string): object[] {
  const builtIn = {
    builtIn: 1,
    datasource: { type: 'grafana', uid: '-- Grafana --' },
    enable: true,
    hide: true,
    iconColor: 'rgba(0, 211, 255, 1)',
    name: 'Annotations & Alerts',
    type: 'dashboard',
  };
  // Rollouts and nodes are worth knowing of whatever kind, type or host is chosen.
  const kept = labels.filter((label) => label === 'cluster' || label === '_namespace');
  return [
    builtIn,
    ...ANNOTATIONS.map(({ name, color, wanted, text }) => ({
      name,
      datasource: LOKI,
      enable: name === 'Changes',
      iconColor: color,
      expr: [
        events(name === 'Node trouble' ? kept.filter((label) => label === 'cluster') : kept, wanted),
        name === 'Changes' ? changes : '',
      ]
        .filter(Boolean)
        .join(' '),
      queryType: 'range',
      maxLines: MOST_MARKS,
      titleFormat: '{{reason}}',
      textFormat: text,
      tagKeys: '_namespace,_host',
    })),
  ];
}

/** Gives each panel its id, and its place: from left to right, a new line where one does not fit. */
function placed(panels: readonly Panel[]): object[] {
  let [x, y, tallest, id] = [0, 0, 0, 0];
  const place = ({ w, h, ...panel }: Panel): object => {
    if (x + w > 24) {
      [x, y, tallest] = [0, y + tallest, 0];
    }
    const gridPos = { x, y, w, h };
    x += w;
    tallest = Math.max(tallest, h);
    const own = ++id;
    return Array.isArray(panel.panels)
      ? { id: own, gridPos, ...panel, panels: (panel.panels as Panel[]).map(place) }
      : { id: own, gridPos, ...panel };
  };
  return panels.map(place);
}
