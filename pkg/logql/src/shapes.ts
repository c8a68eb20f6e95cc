import { FROM_LINE, isOther, type Shape, type ShapeName, SHAPES, type Source } from '@kubernetes-events/event';

/** The fields that a host is derived from if no field has it, as the collector does. */
const OF_HOST = ['_kind', 'name', 'reporting_component', 'instance'];
const OF_WORKLOAD = ['_kind', 'name'];

const HOST =
  '_host=`{{ or ._host (and (eq ._kind "Node") .name) (and (eq .reporting_component "kubelet") .instance) "" }}`';

/** What gives entries of other programs our fields: stages of a pipeline, in this order. */
export interface Reading {
  /** Line filters. */
  lines: string[];
  /** Parsers and formats. */
  stages: string[];
}

/** What one shape has in a place, another may have something else in: the first that has anything there is the right one. */
const IN_ORDER = Object.keys(SHAPES) as Array<keyof typeof SHAPES>;

const NOTHING: Reading = { lines: [], stages: [] };

/**
 * The stages that give entries our fields, if other programs wrote some of them.
 *
 * @param shapes those of the entries
 * @param used the fields that the query filters or groups by: no others are read
 */
export function readingOf(shapes: readonly ShapeName[], used: readonly string[]): Reading {
  const others = IN_ORDER.filter((name) => shapes.includes(name)).map((name) => SHAPES[name]);
  if (others.length === 0) {
    return NOTHING;
  }
  const lines = [...new Set(others.flatMap(({ only }) => only ?? []))];
  const fields = withParts(used);
  const places = fields.flatMap((field) => placesOf(field, others));
  const [shape] = others;
  const renames = shapes.length === 1 && !shape!.hasLabelsLikeKeys;
  const formats = fields.flatMap((field) => formatOf(field, places, shapes, renames));
  const stages = [
    ...parsersOf(places, renames),
    // A label is there until it is renamed.
    ...(formats.length > 0 ? [`| label_format ${formats.sort(templatesFirst).join(', ')}`] : []),
    ...(formats.length === 0 && places.some(({ parser }) => parser === 'logfmt') ? [READ_ON] : []),
    ...(fields.includes('_host') ? [`| label_format ${HOST}`] : []),
    // A parser of JSON marks lines that are none.
    ...(shapes.length > 1 && places.some(({ parser }) => parser === 'json') ? [NO_ERRORS] : []),
  ];
  return { lines, stages };
}

/**
 * A filter that all entries pass. Loki stops reading a line once it has all labels that a query uses, and takes those of
 * `| logfmt a, b` for read from the start (3.7.8, pkg/logql/log/parser.go): this label is never there.
 */
const READ_ON = '| __any__=""';

const NO_ERRORS = '| drop __error__, __error_details__';

const templatesFirst = (a: string, b: string): number => Number(b.includes('`')) - Number(a.includes('`'));

function withParts(used: readonly string[]): string[] {
  const fields = new Set(used);
  if (fields.has('workload')) {
    OF_WORKLOAD.forEach((field) => fields.add(field));
  }
  if (fields.has('_host')) {
    OF_HOST.forEach((field) => fields.add(field));
  }
  return [...fields];
}

/** A source of a field in entries of a shape. */
interface Place {
  field: string;
  source: Source;
  parser?: Shape['parser'];
}

function placesOf(field: string, shapes: readonly Shape[]): Place[] {
  const all = shapes.flatMap(({ fields, parser }) =>
    (fields[field] ?? []).map((source) => ({ field, source, ...('key' in source && { parser }) }))
  );
  return all.filter((place, at) => all.findIndex((other) => nameOf(other, false) === nameOf(place, false)) === at);
}

/**
 * The label that holds the value once lines are parsed.
 *
 * @param renames whether the label is renamed afterwards. Loki finds a key of logfmt under another name only if the query
 *   uses the key, too.
 */
function nameOf({ source, parser }: Place, renames: boolean): string {
  if ('label' in source) {
    return source.label;
  }
  return renames && parser === 'logfmt' ? source.key : fromLine(parser, source.key);
}

const fromLine = (parser: Shape['parser'], key: string): string => `${FROM_LINE}${parser}_${key.replaceAll('.', '_')}`;

function parsersOf(places: readonly Place[], renames: boolean): string[] {
  return (['logfmt', 'json'] as const).flatMap((parser) => {
    const terms = places
      .filter((place) => place.parser === parser)
      .map(({ source, ...place }) => {
        const name = nameOf({ source, ...place }, renames);
        const key = 'key' in source ? source.key : '';
        return name === key ? key : `${name}="${key}"`;
      });
    return terms.length > 0 ? [`| ${parser} ${[...new Set(terms)].join(', ')}`] : [];
  });
}

/** The term of a `label_format` that gives entries the field. */
function formatOf(field: string, places: readonly Place[], shapes: readonly ShapeName[], renames: boolean): string[] {
  const own = places.filter((place) => place.field === field);
  const names = own.map((place) => nameOf(place, renames));
  const [only = '', ...more] = names;
  if (names.length === 0 || (more.length === 0 && only === field)) {
    return [];
  }
  const isShared = places.some((place) => place.field !== field && nameOf(place, renames) === only);
  if (renames && more.length === 0 && !isShared) {
    return [`${field}=${only}`];
  }
  const keys = renames
    ? []
    : own.flatMap(({ source, parser }) => ('key' in source && parser === 'logfmt' ? [`.${source.key}`] : []));
  const value = `or ${[...names.map((name) => `.${name}`), ...keys].join(' ')} ""`;
  return shapes.some((shape) => !isOther(shape))
    ? [`${field}=\`{{ if ${OWN} }}{{ .${field} }}{{ else }}{{ or (${value}) .${field} "" }}{{ end }}\``]
    : [`${field}=\`{{ ${value} }}\``];
}

/** An entry of this collector: nothing in its line is read. */
const OWN = 'eq .service_name "kubernetes-events"';

/** The stream label that holds a field in all of these shapes; undefined if there is none. */
export function streamLabelIn(shapes: readonly ShapeName[], field: string): string | undefined {
  const names = shapes.map((shape) => {
    const sources = isOther(shape) ? (SHAPES[shape].fields[field] ?? []) : [{ label: field }];
    const [source] = sources;
    return source && 'label' in source && sources.length === 1 ? source.label : undefined;
  });
  const [name] = names;
  return names.every((other) => other === name) ? name : undefined;
}

/** Stages without those that give entries our fields. @param stages as they are written in a query */
export const withoutReading = <T extends { text: string }>(stages: readonly T[]): T[] =>
  stages.filter(({ text }, at) => !isParser(text, stages[at + 1]?.text ?? '') && !isFormat(text) && !FIXED.has(text));

/** Whether a stage parses lines for us, which is sure of keys that others may want only if the stage after it is ours. */
function isParser(stage: string, next: string): boolean {
  const terms = /^\| (?:logfmt|json) (.*)$/.exec(stage)?.[1]?.split(', ') ?? [];
  const isOurs = (term: string) =>
    term.startsWith(FROM_LINE) || (KEYS.has(term) && (next === READ_ON || isFormat(next)));
  return terms.length > 0 && terms.every(isOurs);
}

function isFormat(stage: string): boolean {
  const terms = /^\| label_format (.*)$/.exec(stage)?.[1]?.match(/\w+=(?:`[^`]*`|\w+)/g) ?? [];
  return terms.length > 0 && terms.every((term) => RENAMES.has(term) || CHOICE.test(term));
}

/** What {@link formatOf} and {@link HOST} make. */
const CHOICE = /^\w+=`\{\{ (?:or |if eq \.service_name "kubernetes-events" )/;

const SOURCES = Object.values(SHAPES).flatMap(({ fields }) =>
  Object.entries(fields).flatMap(([field, sources]) =>
    sources.map((source) => ({ field, name: 'key' in source ? source.key : source.label }))
  )
);
const KEYS: ReadonlySet<string> = new Set(SOURCES.map(({ name }) => name));
const RENAMES: ReadonlySet<string> = new Set(
  SOURCES.flatMap(({ field, name }) => [name, fromLine('json', name)].map((from) => `${field}=${from}`))
);
const FIXED: ReadonlySet<string> = new Set([
  READ_ON,
  NO_ERRORS,
  ...Object.values(SHAPES).flatMap(({ only }) => only ?? []),
]);
