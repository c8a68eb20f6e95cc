import { styleText } from 'node:util';
import { type Event, text } from '@kubernetes-events/event';
import { age, isZero } from './age.ts';
import { type Column } from './table.ts';

export interface EventTableOptions {
  wide: boolean;
  withNamespace: boolean;
  withLabels: boolean;
  colour: boolean;
}

/**
 * The columns of `kubectl get events`. `-o wide` has the object's workload as well, which kubectl does not know.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/printers/internalversion/printers.go (`printEvent`).
 */
export function eventColumns({ wide, withNamespace, withLabels, colour }: EventTableOptions): Column[] {
  const paint = colour ? paintType : undefined;
  return [
    ...(withNamespace ? [NAMESPACE] : []),
    { header: 'LAST SEEN', value: ({ event }, nowMs) => lastSeen(event, nowMs) },
    { header: 'TYPE', value: ({ event }) => text(event.type), paint },
    { header: 'REASON', value: ({ event }) => text(event.reason) },
    { header: 'OBJECT', value: ({ event }) => objectOf(event) },
    ...(wide ? WIDE : []),
    { header: 'MESSAGE', value: ({ event }) => firstLine(messageOf(event)) },
    ...(wide ? WIDE_AFTER_MESSAGE : []),
    ...(withLabels ? [{ header: 'LABELS', value: ({ event }) => labelsOf(event) } satisfies Column] : []),
    ...(wide ? [{ header: 'WORKLOAD', value: ({ workload }) => workload } satisfies Column] : []),
  ];
}

export const NAMESPACE: Column = { header: 'NAMESPACE', value: ({ event }) => text(event.metadata?.namespace) };

const WIDE: readonly Column[] = [
  { header: 'SUBOBJECT', value: ({ event }) => text(event.involvedObject?.fieldPath) },
  { header: 'SOURCE', value: ({ event }) => sourceOf(event) },
];

const WIDE_AFTER_MESSAGE: readonly Column[] = [
  { header: 'FIRST SEEN', value: ({ event }, nowMs) => firstSeen(event, nowMs) },
  { header: 'COUNT', value: ({ event: { series, count } }) => String(series ? (series.count ?? 0) : count || 1) },
  { header: 'NAME', value: ({ event }) => text(event.metadata?.name) },
];

const paintType = (type: string): string =>
  type === 'Normal' ? type : styleText('yellow', type, { validateStream: false });

function firstSeen({ firstTimestamp, eventTime }: Event, nowMs: number): string {
  return age(isZero(firstTimestamp) ? eventTime : firstTimestamp, nowMs);
}

function lastSeen(event: Event, nowMs: number): string {
  if (event.series) {
    return age(event.series.lastObservedTime, nowMs);
  }
  return isZero(event.lastTimestamp) ? firstSeen(event, nowMs) : age(event.lastTimestamp, nowMs);
}

function objectOf({ involvedObject }: Event): string {
  const kind = text(involvedObject?.kind).toLowerCase();
  return involvedObject?.name ? `${kind}/${involvedObject.name}` : kind;
}

/** `kubelet, node-1` */
export function sourceOf({ source, reportingComponent, reportingInstance }: Event): string {
  const instance = text(source?.host) || text(reportingInstance);
  const component = text(source?.component) || text(reportingComponent);
  return instance ? `${component}, ${instance}` : component;
}

export const messageOf = ({ message }: Event): string => text(message).trim();

function firstLine(message: string): string {
  const end = message.search(/[\f\n\r]/);
  return end < 0 ? message : `${message.slice(0, end)}...`;
}

function labelsOf({ metadata }: Event): string {
  const labels = Object.entries(metadata?.labels ?? {}).map(([name, value]) => `${name}=${value}`);
  return labels.sort().join(',') || '<none>';
}
