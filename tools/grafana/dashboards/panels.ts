/** A panel before it has its id and place. */
export interface Panel {
  type: string;
  title: string;
  description?: string;
  /** Columns of 24, and rows of 30 pixels. */
  w: number;
  h: number;
  [key: string]: unknown;
}

export const LOKI = { type: 'loki', uid: '${datasource}' };
export const APP = '/a/lokievents-kubernetes-app';

export interface Link {
  title: string;
  url: string;
  targetBlank?: boolean;
}

/** The time and the variables, for a link into the app or to another dashboard. */
export const TIME = '${__url_time_range}';
export const EVERYTHING = '${__url_time_range}&${__all_variables}';

/** The app's page of events with these filters, and those of the dashboard. */
export const eventsLink = (title: string, ...filters: readonly string[]): Link => ({
  title,
  url: `${APP}/events?${[EVERYTHING, ...filters].join('&')}`,
});

export const target = (expr: string, queryType: 'range' | 'instant', more: object = {}) => ({
  refId: 'A',
  datasource: LOKI,
  editorMode: 'code',
  expr,
  queryType,
  ...more,
});

interface Common {
  title: string;
  description: string;
  w: number;
  h: number;
}

const steps = (colors: ReadonlyArray<readonly [color: string, from: number | null]>) => ({
  mode: 'absolute',
  steps: colors.map(([color, value]) => ({ color, value })),
});

export const CALM = steps([['text', null]]);
/** From one on, worth a look. */
export const WARN = steps([
  ['text', null],
  ['orange', 1],
]);
/** From one on, somebody's business now. */
export const ALARM = steps([
  ['text', null],
  ['red', 1],
]);

interface StatOptions extends Common {
  expr: string;
  thresholds?: object;
  links?: Link[];
  unit?: string;
  datasource?: object;
  queryType?: 'range' | 'instant';
  mappings?: object[];
  noValue?: string;
}

/** One number for the whole range; 0 where nothing matches. */
export function stat({ title, description, w, h, expr, links = [], ...more }: StatOptions): Panel {
  const { thresholds = CALM, unit = 'locale', datasource = LOKI, queryType = 'instant', mappings = [] } = more;
  return {
    type: 'stat',
    title,
    description,
    w,
    h,
    datasource,
    targets: [{ ...target(expr, queryType), datasource }],
    fieldConfig: {
      defaults: {
        unit,
        decimals: 0,
        thresholds,
        mappings,
        links,
        noValue: more.noValue ?? '0',
        color: { mode: 'thresholds' },
      },
      overrides: [],
    },
    options: {
      colorMode: 'value',
      graphMode: 'none',
      justifyMode: 'center',
      textMode: 'value',
      wideLayout: true,
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    },
  };
}

interface BarsOptions extends Common {
  expr: string;
  legend: string;
  links?: Link[];
  colors?: Record<string, string>;
  noValue?: string;
  /** Names beside the chart, with their totals. */
  totals?: boolean;
}

/** Counts over time as stacked bars. */
export function bars({ title, description, w, h, expr, legend, links = [], colors = {}, ...more }: BarsOptions): Panel {
  return {
    type: 'timeseries',
    title,
    description,
    w,
    h,
    datasource: LOKI,
    interval: '30s',
    maxDataPoints: w > 12 ? 160 : 80,
    targets: [target(expr, 'range', { legendFormat: legend })],
    fieldConfig: {
      defaults: {
        unit: 'locale',
        decimals: 0,
        min: 0,
        links,
        noValue: more.noValue ?? 'Nothing of this in the range',
        color: { mode: 'palette-classic' },
        custom: {
          drawStyle: 'bars',
          fillOpacity: 80,
          lineWidth: 0,
          barAlignment: -1,
          barWidthFactor: 0.9,
          stacking: { mode: 'normal', group: 'A' },
          axisBorderShow: false,
          axisSoftMin: 0,
        },
      },
      overrides: Object.entries(colors).map(([name, color]) => ({
        matcher: { id: 'byName', options: name },
        properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }],
      })),
    },
    options: {
      legend: more.totals
        ? {
            displayMode: 'table',
            placement: 'right',
            showLegend: true,
            calcs: ['sum'],
            sortBy: 'Total',
            sortDesc: true,
          }
        : { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: 'multi', sort: 'desc', hideZeros: true },
    },
  };
}

interface CountsOptions extends Common {
  /** Counts by these labels: the first ones are the row's name, the last column its number. */
  expr: string;
  /** The columns in their order: label → heading. */
  columns: Record<string, string>;
  /** Links on a column, by its label. */
  links?: Record<string, Link[]>;
  widths?: Record<string, number>;
  color?: string;
  noValue?: string;
}

/** Which counts highest: a row for each, the count as a bar in its cell. */
export function counts({
  title,
  description,
  w,
  h,
  expr,
  columns,
  links = {},
  widths = {},
  ...more
}: CountsOptions): Panel {
  const names = Object.keys(columns);
  const gauge = [
    { id: 'custom.cellOptions', value: { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' } },
    { id: 'color', value: { mode: 'fixed', fixedColor: more.color ?? 'blue' } },
    { id: 'min', value: 0 },
    { id: 'custom.width', value: w > 12 ? 140 : 110 },
  ];
  return {
    type: 'table',
    title,
    description,
    w,
    h,
    datasource: LOKI,
    targets: [target(expr, 'instant')],
    fieldConfig: {
      defaults: {
        unit: 'locale',
        decimals: 0,
        noValue: more.noValue ?? 'none',
        custom: { align: 'auto', minWidth: 80, filterable: false, cellOptions: { type: 'auto' } },
      },
      overrides: [
        { matcher: { id: 'byName', options: 'Count' }, properties: gauge },
        ...Object.entries(links).map(([label, value]) => ({
          matcher: { id: 'byName', options: columns[label] },
          properties: [{ id: 'links', value }],
        })),
        ...Object.entries(widths).map(([label, value]) => ({
          matcher: { id: 'byName', options: columns[label] },
          properties: [{ id: 'custom.width', value }],
        })),
      ],
    },
    options: { showHeader: true, cellHeight: 'sm', sortBy: [{ displayName: 'Count', desc: true }] },
    transformations: [
      { id: 'labelsToFields', options: { mode: 'columns' } },
      { id: 'merge', options: {} },
      {
        id: 'organize',
        options: {
          excludeByName: { Time: true },
          indexByName: Object.fromEntries([...names, 'Value #A'].map((name, at) => [name, at])),
          renameByName: { ...columns, 'Value #A': 'Count' },
        },
      },
    ],
  };
}

interface EventsOptions extends Common {
  expr: string;
  columns?: string[];
  noValue?: string;
}

/** The newest events, repeats folded. */
export function eventRows({
  title,
  description,
  w,
  h,
  expr,
  columns,
  noValue = 'No events of this in the range',
}: EventsOptions): Panel {
  return {
    type: 'lokievents-table-panel',
    title,
    description,
    w,
    h,
    datasource: LOKI,
    targets: [target(expr, 'range', { maxLines: 500 })],
    fieldConfig: { defaults: { noValue }, overrides: [] },
    options: columns ? { columns } : {},
  };
}

interface LanesOptions extends Common {
  expr: string;
  lanes: string;
}

/** What happened when, in a lane for each of a label. */
export function lanes({ title, description, w, h, expr, lanes: by }: LanesOptions): Panel {
  return {
    type: 'lokievents-timeline-panel',
    title,
    description,
    w,
    h,
    datasource: LOKI,
    targets: [target(expr, 'range', { maxLines: 1000 })],
    fieldConfig: { defaults: { noValue: 'Nothing of this in the range' }, overrides: [] },
    options: { lanes: by, maxLanes: 20 },
  };
}

/** A sentence or two between the panels. */
export function text(content: string, h = 2): Panel {
  return {
    type: 'text',
    title: '',
    transparent: true,
    w: 24,
    h,
    options: { mode: 'markdown', content },
  };
}

export function row(title: string, collapsed: boolean, panels: Panel[] = []): Panel {
  return { type: 'row', title, w: 24, h: 1, collapsed, panels };
}
