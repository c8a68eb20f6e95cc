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

/** Time and variables, for a link to the app or to another dashboard. */
export const TIME = '${__url_time_range}';
export const EVERYTHING = '${__url_time_range}&${__all_variables}';

/** The app's page of events with these filters and those of the dashboard. */
export const eventsLink = (...filters: readonly string[]): Link => ({
  title: 'Browse these events',
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

/** What every panel has. */
export interface Common {
  title: string;
  description: string;
  /** Width in columns of 24, height in rows of 30 pixels. */
  size: readonly [w: number, h: number];
}

export const panel = (type: string, { title, description, size: [w, h] }: Common, more: object): Panel => ({
  type,
  title,
  description,
  w,
  h,
  datasource: LOKI,
  ...more,
});

const steps = (...colors: ReadonlyArray<readonly [color: string, from: number]>) => ({
  mode: 'absolute',
  steps: [{ color: 'text', value: null }, ...colors.map(([color, value]) => ({ color, value }))],
});

export const CALM = steps();
/** Worth a look if there are any. */
export const WARN = steps(['orange', 1]);
/** Needs action if there are any. */
export const ALARM = steps(['red', 1]);
/** Worth a look from a number on. */
export const warnFrom = (value: number) => steps(['orange', value]);

/** Settings of the column or series of that name. */
export const override = (
  name: string | undefined,
  ...properties: ReadonlyArray<readonly [id: string, value: unknown]>
) => ({
  matcher: { id: 'byName', options: name },
  properties: properties.map(([id, value]) => ({ id, value })),
});
