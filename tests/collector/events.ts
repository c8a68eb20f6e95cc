import { type Event } from '../../pkg/event/src/index.ts';
import { mustCall } from '../../stack/src/api.ts';
import { inParallel } from '../../stack/src/parallel.ts';
import { type Stack } from '../../stack/src/stack.ts';

export const NUMBERS = Array.from({ length: 300 }, (_, index) => index);

/** Seconds since the epoch as a time of the core/v1 API. */
const seconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** An event of the old recorder, as `kubectl` and client-go's `tools/record` write it. */
export function oldEvent(namespace: string, number: number, message = `number ${number}`): Event {
  const time = seconds(Date.now());
  return {
    metadata: { name: `event-${number}`, namespace },
    involvedObject: { kind: 'Pod', namespace, name: `pod-${number}`, apiVersion: 'v1' },
    reason: 'Numbered',
    message,
    type: number % 10 === 0 ? 'Warning' : 'Normal',
    count: 1,
    firstTimestamp: time,
    lastTimestamp: time,
    source: { component: 'test', host: `node-${number % 3}` },
  };
}

/** The same as events.k8s.io/v1 has it: `eventTime` with microseconds, no `lastTimestamp`. */
export function newEvent(namespace: string, number: number): object {
  return {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { name: `event-${number}`, namespace },
    eventTime: new Date().toISOString().replace('Z', '000Z'),
    regarding: { kind: 'Pod', namespace, name: `pod-${number}`, apiVersion: 'v1' },
    reason: 'Numbered',
    note: `number ${number}`,
    action: 'Testing',
    type: 'Normal',
    reportingController: 'example.com/test',
    reportingInstance: 'test-0',
  };
}

/** Creates events, some at a time, in about the order given. */
export async function create(stack: Stack, events: readonly object[]): Promise<void> {
  await inParallel(events, async (event) => {
    const { apiVersion, metadata } = event as { apiVersion?: string; metadata: { namespace: string } };
    const api = apiVersion === 'events.k8s.io/v1' ? '/apis/events.k8s.io/v1' : '/api/v1';
    await mustCall(stack.apiServer(), 'POST', `${api}/namespaces/${metadata.namespace}/events`, event);
  });
}

/** Raises an event's count, as the old recorder does: a merge patch. */
export async function raise(stack: Stack, namespace: string, number: number, count: number): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/events/event-${number}`;
  const patch = { count, lastTimestamp: seconds(Date.now()) };
  await mustCall(stack.apiServer(), 'PATCH', path, patch, 'application/merge-patch+json');
}
