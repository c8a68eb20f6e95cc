import { t } from '@grafana/i18n';
import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery, logQuery, objectQuery } from '@kubernetes-events/logql';
import { type Copy } from '../shared/CopyAs';
import { number } from '../shared/values/number';

/** An event in the forms that people paste elsewhere. */
export function copiesOf(record: EventRecord, query: EventQuery): Copy[] {
  return [
    { name: t('copy.text', 'Text'), text: () => textOf(record) },
    { name: t('copy.json', 'JSON'), text: () => jsonOf(record) },
    { name: t('copy.kubectl', 'kubectl command'), text: () => kubectlOf(record) },
    { name: t('copy.logql', 'LogQL'), text: () => logQuery(objectQuery(query, record)) },
    { name: t('copy.line', 'Line'), text: () => record.line },
  ];
}

/** The events of a list that are loaded, in its order, and the query that finds them all. */
export function copiesOfList(records: readonly EventRecord[], query: EventQuery): Copy[] {
  const n = number(records.length);
  return [
    { name: t('copy.listText', 'Text, {{n}} loaded', { n }), text: () => records.map(textOf).join('\n') },
    { name: t('copy.listJson', 'JSON, {{n}} loaded', { n }), text: () => `[${records.map(jsonOf).join(',\n')}]` },
    { name: t('copy.logql', 'LogQL'), text: () => logQuery(query) },
  ];
}

export function textOf({ timeMs, type, reason, kind, namespace, name, message, count }: EventRecord): string {
  const object = [kind, namespace, name].filter(Boolean).join('/');
  return `${new Date(timeMs).toISOString()} ${type} ${reason} ${object}: ${message}${count > 1 ? ` (×${count})` : ''}`;
}

export function jsonOf(record: EventRecord): string {
  const { labels, line, format, id, timeMs, ...event } = record;
  return JSON.stringify({ time: new Date(timeMs).toISOString(), ...event }, null, 2);
}

/** The command that asks the API server for the object's events, as long as it has them. */
export function kubectlOf({ kind, namespace, name }: EventRecord): string {
  const selector = `involvedObject.kind=${kind},involvedObject.name=${name}`;
  return `kubectl get events ${namespace ? `-n ${shellWord(namespace)}` : '-A'} --field-selector ${shellWord(selector)}`;
}

const shellWord = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`);
