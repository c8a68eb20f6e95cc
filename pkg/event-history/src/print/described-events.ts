import { nanosOf, text } from '@kubernetes-events/event';
import { type StoredEvent } from '../events/stored-event.ts';
import { compare } from '../events/compare.ts';
import { Columns } from './columns.ts';
import { messageOf } from './event-table.ts';
import { interval } from './interval.ts';
import { escapeTerminal } from './table.ts';

const HEAD = [
  ['  Type', 'Reason', 'Age', 'From', 'Message'],
  ['  ----', '------', '----', '----', '-------'],
];

/**
 * The events section of `kubectl describe`, oldest first.
 *
 * Source: https://github.com/kubernetes/kubectl/blob/v0.37.2/pkg/describe/describe.go (`DescribeEvents`).
 */
export function describeEvents(events: readonly StoredEvent[], nowMs: number): string {
  if (events.length === 0) {
    return 'Events:  <none>\n';
  }
  const rows = events
    .map(({ event }) => ({ event, ns: nanosOf(event.lastTimestamp) ?? 0n }))
    .sort((a, b) => compare(a.ns, b.ns))
    .map(({ event }) => cellsOf(event, nowMs).map(escapeTerminal));
  return ['Events:\n', ...new Columns(2).lines([...HEAD, ...rows])].join('');
}

function cellsOf(event: StoredEvent['event'], nowMs: number): string[] {
  const { type, reason, source, reportingComponent, involvedObject } = event;
  const message = messageOf(event);
  return [
    `  ${text(type)}`,
    text(reason),
    interval(event, nowMs),
    text(source?.component) || text(reportingComponent),
    involvedObject?.fieldPath ? `${involvedObject.fieldPath}: ${message}` : message,
  ];
}
