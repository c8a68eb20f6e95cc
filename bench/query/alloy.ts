const SELECTOR = /\{[^}]*\}/;
const NAMESPACE = /_namespace=~?"([\w-]+)\|?"/;

/** Our labels, and what the line has instead. The namespace is a stream label. */
const NAMES: Record<string, string> = { _type: 'type', _kind: 'kind', _host: 'sourcehost', _namespace: 'namespace' };
const STREAM_LABELS = ['namespace'];

/**
 * The query of the app for the same events as Alloy's `loki.source.kubernetes_events` writes them: logfmt lines, in
 * streams by namespace, without structured metadata. Only the fields in use are parsed.
 */
export function alloyQuery(expr: string): string {
  const namespace = NAMESPACE.exec(SELECTOR.exec(expr)?.[0] ?? '')?.[1];
  const selector = `{job="loki.source.kubernetes_events"${namespace ? `, namespace="${namespace}"` : ''}}`;
  const renamed = expr
    .replace(SELECTOR, selector)
    .replaceAll(/\b_(type|kind|host|namespace)\b/g, (name) => NAMES[name] ?? name)
    .replace('sum_over_time(', 'count_over_time(')
    .replace(' | unwrap increment', '');
  const fields = fieldsIn(renamed);
  // After the line filters, which are cheap.
  return fields.length === 0
    ? renamed
    : renamed.replace(/ \| (?=\w)| (?=\[)|$/, (end) => ` | logfmt ${fields.join(', ')}${end}`);
}

/** The fields that a query groups or filters by, without stream labels. */
function fieldsIn(expr: string): string[] {
  const groups = /by \(([^)]*)\)/.exec(expr)?.[1]?.split(', ') ?? [];
  const filters = [...expr.matchAll(/\| (\w+)(?:=|!=)/g)].map(([, name = '']) => name);
  return [...new Set([...groups, ...filters])].filter((name) => !STREAM_LABELS.includes(name) && name !== 'cluster');
}
