import { CALM, type Common, type Link, override, panel, type Panel, target } from './panel.ts';

export const STAT_OPTIONS = {
  colorMode: 'value',
  graphMode: 'none',
  justifyMode: 'center',
  textMode: 'value',
  wideLayout: true,
};

interface StatOptions extends Omit<Common, 'size'> {
  size?: Common['size'];
  expr: string;
  thresholds?: object;
  links?: Link[];
  unit?: string;
}

/** A number for the whole time range; 0 if no event matches. */
export function stat({ size = [4, 3], expr, thresholds = CALM, links = [], unit = 'locale', ...common }: StatOptions) {
  return panel(
    'stat',
    { size, ...common },
    {
      targets: [target(expr, 'instant')],
      fieldConfig: {
        defaults: { unit, decimals: 0, thresholds, mappings: [], links, noValue: '0', color: { mode: 'thresholds' } },
        overrides: [],
      },
      options: { ...STAT_OPTIONS, reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false } },
    }
  );
}

export const LIST_LEGEND = { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] };
const TABLE_LEGEND = {
  displayMode: 'table',
  placement: 'right',
  showLegend: true,
  calcs: ['sum'],
  sortBy: 'Total',
  sortDesc: true,
};

interface BarsOptions extends Common {
  expr: string;
  legend: string;
  links?: Link[];
  colors?: Record<string, string>;
  /** Shows names and totals beside the chart. */
  totals?: boolean;
}

/** Counts over time as stacked bars. */
export function bars({ expr, legend, links = [], colors = {}, totals = false, ...common }: BarsOptions): Panel {
  return panel('timeseries', common, {
    interval: '30s',
    maxDataPoints: common.size[0] > 12 ? 160 : 80,
    targets: [target(expr, 'range', { legendFormat: legend })],
    fieldConfig: {
      defaults: {
        unit: 'locale',
        decimals: 0,
        min: 0,
        links,
        noValue: 'Nothing of this in the range',
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
      overrides: Object.entries(colors).map(([name, fixedColor]) =>
        override(name, ['color', { mode: 'fixed', fixedColor }])
      ),
    },
    options: {
      legend: totals ? TABLE_LEGEND : LIST_LEGEND,
      tooltip: { mode: 'multi', sort: 'desc', hideZeros: true },
    },
  });
}

interface CountsOptions extends Common {
  /** A query for counts by the labels of the columns. */
  expr: string;
  /** The columns in their order: label → heading. The count is the last column. */
  columns: Record<string, string>;
  /** Links in a column, by label. */
  links?: Record<string, Link[]>;
  widths?: Record<string, number>;
  color?: string;
  noValue?: string;
}

/** The highest counts, a row each, with the count as a bar in its cell. */
export function counts({ expr, columns, links = {}, widths = {}, color = 'blue', ...more }: CountsOptions): Panel {
  const { noValue = 'none', ...common } = more;
  return panel('table', common, {
    targets: [target(expr, 'instant')],
    fieldConfig: {
      defaults: {
        unit: 'locale',
        decimals: 0,
        noValue,
        custom: { align: 'auto', minWidth: 80, filterable: false, cellOptions: { type: 'auto' } },
      },
      overrides: [
        override(
          'Count',
          ['custom.cellOptions', { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' }],
          ['color', { mode: 'fixed', fixedColor: color }],
          ['min', 0],
          ['custom.width', common.size[0] > 12 ? 140 : 110]
        ),
        ...Object.entries(links).map(([label, value]) => override(columns[label], ['links', value])),
        ...Object.entries(widths).map(([label, value]) => override(columns[label], ['custom.width', value])),
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
          indexByName: Object.fromEntries([...Object.keys(columns), 'Value #A'].map((name, at) => [name, at])),
          renameByName: { ...columns, 'Value #A': 'Count' },
        },
      },
    ],
  });
}

interface EventsOptions extends Partial<Common> {
  title: string;
  expr: string;
  columns?: string[];
  noValue?: string;
}

/** The newest events; repeats are one row. */
export function eventRows({ description = FOLDED, expr, columns, ...more }: EventsOptions): Panel {
  const { noValue = 'No events of this in the range', ...common } = more;
  return panel(
    'lokievents-table-panel',
    { description, size: [24, 11], ...common },
    {
      targets: [target(expr, 'range', { maxLines: 500 })],
      fieldConfig: { defaults: { noValue }, overrides: [] },
      options: columns ? { columns } : {},
    }
  );
}

const FOLDED = 'The newest 500 events. Repeats are folded.';

interface LanesOptions extends Common {
  expr: string;
  lanes: string;
}

/** Events over time, with a lane for each value. */
export function lanes({ expr, lanes: by, ...common }: LanesOptions): Panel {
  return panel('lokievents-timeline-panel', common, {
    targets: [target(expr, 'range', { maxLines: 1000 })],
    fieldConfig: { defaults: { noValue: 'Nothing of this in the range' }, overrides: [] },
    options: { lanes: by, maxLanes: 20 },
  });
}

/** What is broken, the most urgent first. The panel searches on its own: its query needs one event, to say that there are some. */
export function problemList({ expr, ...common }: Common & { expr: string }): Panel {
  return panel('lokievents-problems-panel', common, {
    targets: [target(expr, 'range', { maxLines: 1 })],
    fieldConfig: { defaults: { noValue: 'No events in the range' }, overrides: [] },
    options: { max: 10, passed: false },
  });
}

/** Text between the panels. */
export function text(content: string): Panel {
  return { type: 'text', title: '', transparent: true, w: 24, h: 2, options: { mode: 'markdown', content } };
}

export function row(title: string, collapsed: boolean, panels: Panel[] = []): Panel {
  return { type: 'row', title, w: 24, h: 1, collapsed, panels };
}
