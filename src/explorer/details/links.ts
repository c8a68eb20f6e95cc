import { type EventRecord } from '@kubernetes-events/event';
import { logQuery, type Matcher } from '@kubernetes-events/logql';
import { objectQuery } from '../../loki/objectQuery';
import { type Span } from '../../shared/time/range';

/** Grafana's Explore with the object's events in that range. */
export function exploreLink(
  uid: string,
  base: readonly Matcher[] | undefined,
  record: EventRecord,
  span: Span
): string {
  const pane = {
    datasource: uid,
    queries: [
      { refId: 'A', datasource: { type: 'loki', uid }, expr: logQuery(objectQuery(base, record)), queryType: 'range' },
    ],
    range: { from: String(Math.round(span.from)), to: String(Math.round(span.to)) },
  };
  const params = new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify({ events: pane }) });
  return `/explore?${params}`;
}

const AROUND = 15 * 60_000;

/** The configured link to a pod's logs, filled in; undefined where none is set, or the object is no pod. */
export function logsLink(template: string | undefined, record: EventRecord): string | undefined {
  if (!template || record.kind !== 'Pod') {
    return undefined;
  }
  const values: Record<string, string> = {
    namespace: record.namespace,
    pod: record.name,
    container: /\{(.+)\}/.exec(record.fieldPath)?.[1] ?? '',
    host: record.host,
    from: String(record.timeMs - AROUND),
    to: String(record.timeMs + AROUND),
  };
  const link = template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? encodeURIComponent(values[name] ?? '') : whole
  );
  // Anything but a web address has no business in a link that an administrator hands to everyone.
  return /^(https?:\/\/|\/)/.test(link) ? link : undefined;
}
