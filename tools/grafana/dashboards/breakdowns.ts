/** Panels that count occurrences by labels, as several dashboards have them. */
import { occurrences } from '../logql.ts';
import { namespaceLink, nodeLink, OBJECT_COLUMNS, seriesLink, storyLink, valueLink } from './links.ts';
import { type Common, type Link, type Panel } from './panel.ts';
import { bars, counts } from './panels.ts';

/** The headings of columns, by label. */
const HEADINGS: Record<string, string> = {
  ...OBJECT_COLUMNS,
  _host: 'Host',
  _type: 'Type',
  reason: 'Reason',
  workload: 'Workload',
  container: 'Container',
  exit_code: 'Exit code',
};

/** The links of a column in a table of several, by label. */
const LINKS: Record<string, Link[]> = {
  _namespace: [namespaceLink],
  name: [storyLink],
  reason: [valueLink('reason')],
};

/** The links of a column that is the only one, by label. */
const DRILL_DOWN: Record<string, Link[]> = { _namespace: [namespaceLink], _host: [nodeLink] };

interface OverTimeOptions extends Omit<Common, 'size'> {
  size?: Common['size'];
  /** A log query. */
  of: string;
  by: string;
}

/** Occurrences over time by a label. Types have their colours, other labels a legend with totals. */
export function overTime({ of, by, ...common }: OverTimeOptions): Panel {
  return bars({
    size: [12, 8],
    ...common,
    expr: occurrences(of, [by]),
    legend: `{{${by}}}`,
    links: [seriesLink(by)],
    ...(by === '_type' ? { colors: { Warning: 'orange', Normal: 'blue' } } : { totals: true }),
  });
}

/** All events over time, by type. */
export const byType = (of: string, more: Partial<Common> = {}): Panel =>
  overTime({
    title: 'By type',
    description: 'Warnings over the normal course of things.',
    ...more,
    of,
    by: '_type',
  });

/** What goes wrong, over time. */
export const warningsByReason = (of: string, description = 'What goes wrong, and since when.'): Panel =>
  overTime({ title: 'Warnings by reason', description, of, by: 'reason' });

interface TopOptions extends Omit<Common, 'size'> {
  size?: Common['size'];
  /** A log query. */
  of: string;
  /** The labels to count by, which are the columns. */
  by: readonly string[];
  /** How many rows at most; 50 if not set. */
  most?: number;
  /** The columns with links; in a table of one column, that one. */
  linked?: readonly string[];
  /** Other links, by label. */
  links?: Record<string, Link[]>;
  widths?: Record<string, number>;
  /** A LogQL expression of `label_format` that makes a label. */
  format?: string;
  /** Whether the counted events are warnings. */
  warnings?: boolean;
}

/** The highest counts of occurrences by labels. */
export function top({ of, by, most = 50, linked = [], links, format, warnings = false, ...more }: TopOptions): Panel {
  const [only = '', ...others] = by;
  const usual =
    others.length === 0
      ? { [only]: [...(DRILL_DOWN[only] ?? []), valueLink(only)] }
      : Object.fromEntries(linked.map((label) => [label, LINKS[label] ?? []]));
  return counts({
    size: [12, 9],
    ...more,
    expr: `topk(${most}, ${occurrences(of, by, '$__auto', format)})`,
    columns: Object.fromEntries(by.map((label) => [label, HEADINGS[label] ?? label])),
    links: links ?? usual,
    ...(warnings && { color: 'orange' }),
  });
}
