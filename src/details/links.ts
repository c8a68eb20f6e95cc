import { locationUtil } from '@grafana/data';
import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery, logQuery, objectQuery } from '@kubernetes-events/logql';
import { type LinkTemplate } from '../view/settings';
import { type Span } from '../shared/time/range';

/** Grafana's Explore with the object's events in that range. */
export function exploreLink(uid: string, query: EventQuery, record: EventRecord, span: Span): string {
  return exploreQueryLink(uid, objectQuery(query, record), span);
}

/** Grafana's Explore with these events in that range. */
export function exploreQueryLink(uid: string, query: EventQuery, span: Span): string {
  const pane = {
    datasource: uid,
    queries: [{ refId: 'A', datasource: { type: 'loki', uid }, expr: logQuery(query), queryType: 'range' }],
    range: { from: String(Math.round(span.from)), to: String(Math.round(span.to)) },
  };
  const params = new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify({ events: pane }) });
  return locationUtil.assureBaseUrl(`/explore?${params}`);
}

const AROUND = 15 * 60_000;

/** The configured link to a pod's logs, filled in; undefined where none is set, or the object is no pod. */
export function logsLink(template: string | undefined, record: EventRecord): string | undefined {
  return template && record.kind === 'Pod' ? filledIn(template, record) : undefined;
}

/** The configured links of an event, filled in: those for its object's kind, and those for any. */
export function configuredLinks(
  templates: readonly LinkTemplate[] | undefined,
  record: EventRecord
): Array<{ title: string; href: string }> {
  return (templates ?? []).flatMap(({ title, url, kind }) => {
    const href = title && (!kind || kind === record.kind) ? filledIn(url, record) : undefined;
    return href ? [{ title, href }] : [];
  });
}

function filledIn(template: string, record: EventRecord): string | undefined {
  const { kind, namespace, name, host, cluster, reason, fieldPath, timeMs } = record;
  const values: Record<string, string> = {
    kind,
    namespace,
    name,
    pod: kind === 'Pod' ? name : '',
    container: /\{(.+)\}/.exec(fieldPath)?.[1] ?? '',
    host,
    cluster,
    reason,
    from: String(timeMs - AROUND),
    to: String(timeMs + AROUND),
  };
  const link = template.replace(/\{(\w+)\}/g, (whole, variable: string) =>
    Object.hasOwn(values, variable) ? encodeURIComponent(values[variable] ?? '') : whole
  );
  // Anything but a web address has no business in a link that an administrator hands to everyone.
  return /^(https?:\/\/|\/)/.test(link) ? locationUtil.assureBaseUrl(link) : undefined;
}
