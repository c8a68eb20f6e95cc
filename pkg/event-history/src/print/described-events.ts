import { nanosOf, text } from '@kubernetes-events/event';
import { type KeptEvent } from '../events/kept-event.ts';
import { goSort } from '../sort/go-sort.ts';
import { trimSpace } from './event-table.ts';
import { interval } from './interval.ts';
import { TabWriter } from './tab-writer.ts';
import { escapeTerminal } from './table.ts';

/**
 * The part of `kubectl describe` that has an object's events.
 *
 * Source: https://github.com/kubernetes/kubectl/blob/v0.37.2/pkg/describe/describe.go (`DescribeEvents`).
 */
export function describeEvents(events: readonly KeptEvent[], nowMs: number): string {
  if (events.length === 0) {
    return 'Events:  <none>\n';
  }
  const writer = new TabWriter({ minWidth: 0, padding: 2, remembers: false });
  writer.write('Events:\n  Type\tReason\tAge\tFrom\tMessage\n  ----\t------\t----\t----\t-------');
  const timed = events.map(({ event }) => ({ event, ns: nanosOf(event.lastTimestamp) ?? 0n }));
  for (const { event } of goSort(timed, (a, b) => a.ns < b.ns)) {
    const { type, reason, source, reportingComponent, involvedObject } = event;
    const message = trimSpace(text(event.message));
    const cells = [
      text(type),
      text(reason),
      interval(event, nowMs),
      text(source?.component) || text(reportingComponent),
      involvedObject?.fieldPath ? `${involvedObject.fieldPath}: ${message}` : message,
    ];
    writer.write(`  ${cells.map(escapeTerminal).join('\t')}`);
  }
  return writer.flush();
}
