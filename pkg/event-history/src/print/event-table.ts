import { type Event, text } from '@kubernetes-events/event';
import { type KeptEvent } from '../events/kept-event.ts';
import { age, isZero } from './age.ts';
import { type Column, type Table } from './table.ts';

const COLUMNS: readonly Column[] = [
  { name: 'Last Seen' },
  { name: 'Type' },
  { name: 'Reason' },
  { name: 'Object' },
  { name: 'Subobject', wide: true },
  { name: 'Source', wide: true },
  { name: 'Message' },
  { name: 'First Seen', wide: true },
  { name: 'Count', wide: true },
  { name: 'Name', wide: true },
];

export interface EventTableOptions {
  withNamespace: boolean;
  withLabels: boolean;
}

/**
 * Events as the table that `kubectl get events` asks the API server for.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/printers/internalversion/printers.go (`printEvent`).
 */
export function eventTable(events: readonly KeptEvent[], options: EventTableOptions, nowMs: number): Table {
  const { withNamespace, withLabels } = options;
  return {
    columns: [
      ...(withNamespace ? [{ name: 'Namespace' }] : []),
      ...COLUMNS,
      ...(withLabels ? [{ name: 'Labels' }] : []),
    ],
    rows: events.map(({ event }) => [
      ...(withNamespace ? [text(event.metadata?.namespace)] : []),
      ...cellsOf(event, nowMs),
      ...(withLabels ? [labelsText(event)] : []),
    ]),
  };
}

function cellsOf(event: Event, nowMs: number): string[] {
  const first = age(isZero(event.firstTimestamp) ? event.eventTime : event.firstTimestamp, nowMs);
  return [
    lastSeen(event, first, nowMs),
    text(event.type),
    text(event.reason),
    objectOf(event),
    text(event.involvedObject?.fieldPath),
    sourceOf(event),
    trimSpace(text(event.message)),
    first,
    String(event.series ? (event.series.count ?? 0) : event.count || 1),
    text(event.metadata?.name),
  ];
}

function lastSeen(event: Event, first: string, nowMs: number): string {
  if (event.series) {
    return age(event.series.lastObservedTime, nowMs);
  }
  return isZero(event.lastTimestamp) ? first : age(event.lastTimestamp, nowMs);
}

function objectOf({ involvedObject }: Event): string {
  const kind = text(involvedObject?.kind).toLowerCase();
  return involvedObject?.name ? `${kind}/${involvedObject.name}` : kind;
}

function sourceOf({ source, reportingComponent, reportingInstance }: Event): string {
  const instance = text(source?.host) || text(reportingInstance);
  const component = text(source?.component) || text(reportingComponent);
  return instance ? `${component}, ${instance}` : component;
}

/** Takes off what Go takes for white space, which is not just what JavaScript does. */
export function trimSpace(message: string): string {
  return message.replace(/^(?:[^\S\ufeff]|\u0085)+|(?:[^\S\ufeff]|\u0085)+$/g, '');
}

function labelsText({ metadata }: Event): string {
  const labels = Object.entries(metadata?.labels ?? {}).map(([name, value]) => `${name}=${value}`);
  return labels.length > 0 ? labels.sort().join(',') : '<none>';
}
