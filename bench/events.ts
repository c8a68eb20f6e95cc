import { type Event } from '../pkg/event/src/index.ts';
import { callApi, mustCall } from '../stack/src/api.ts';
import { type Stack } from '../stack/src/stack.ts';
import { inParallel } from '../stack/src/parallel.ts';

/** As many as keep an API server on the same machine busy. */
const WRITERS = 16;

let markers = 0;

/** Marks the events of one measurement. */
export interface Marker {
  /** In each event's name and message. */
  name: string;
  /** When the first can have been written, in seconds since 1970: what is older need not be searched. */
  sinceS: number;
}

/** A marker for events that are written from now on. */
export function newMarker(scenario: string): Marker {
  return { name: `${scenario}-${++markers}`, sinceS: Math.floor(Date.now() / 1000) };
}

export const namespaceOf = (number: number, namespaces: number): string => `bench-${number % namespaces}`;

/** Events name as many pods, which were deleted long ago. */
const PODS = 5_000;

/**
 * An event as a kubelet writes it. Its name carries the marker and its number, and so does its message: there are
 * collectors that leave out the name.
 */
export function benchEvent(marker: Marker, number: number, namespaces = 10): Event {
  const time = `${new Date().toISOString().slice(0, 19)}Z`;
  const namespace = namespaceOf(number, namespaces);
  const podNumber = number % PODS;
  const pod = `checkout-7d9c6b5f4-${podNumber.toString(36).padStart(5, 'x')}`;
  const name = `event-${marker.name}-${number}`;
  return {
    metadata: { name, namespace },
    involvedObject: {
      kind: 'Pod',
      namespace,
      name: pod,
      uid: `5f4e2b0c-7a52-4d5e-9c1b-${podNumber.toString(16).padStart(12, '0')}`,
      apiVersion: 'v1',
      resourceVersion: '1',
      fieldPath: 'spec.containers{checkout}',
    },
    reason: 'BackOff',
    message: `Back-off restarting failed container checkout in pod ${pod}_${namespace}(${name})`,
    type: 'Warning',
    count: 1,
    firstTimestamp: time,
    lastTimestamp: time,
    source: { component: 'kubelet', host: `node-${number % 20}` },
    reportingComponent: 'kubelet',
    reportingInstance: `node-${number % 20}`,
  };
}

export async function createNamespaces(stack: Stack, namespaces: number): Promise<void> {
  const all = Array.from({ length: namespaces }, (_, number) => namespaceOf(number, namespaces));
  await inParallel(all, async (name) => {
    const { status } = await callApi(stack.apiServer(), 'POST', '/api/v1/namespaces', { metadata: { name } });
    if (status >= 300 && status !== 409) {
      throw new Error(`namespace ${name}: the API server answered ${status}`);
    }
  });
}

export async function writeEvent(stack: Stack, event: Event): Promise<void> {
  await mustCall(stack.apiServer(), 'POST', `/api/v1/namespaces/${event.metadata?.namespace}/events`, event);
}

/** Writes events as fast as the API server takes them. */
export async function writeEvents(stack: Stack, marker: Marker, events: number, namespaces = 10): Promise<void> {
  const numbers = Array.from({ length: events }, (_, number) => number);
  await inParallel(numbers, (number) => writeEvent(stack, benchEvent(marker, number, namespaces)), WRITERS);
}

/** Deletes all events, so that a collector that starts finds none. */
export async function deleteEvents(stack: Stack): Promise<void> {
  const { items } = (await mustCall(stack.apiServer(), 'GET', '/api/v1/namespaces')) as {
    items: Array<{ metadata: { name: string } }>;
  };
  // One after the other: each takes as long as it has events, and none may take longer than a request.
  for (const { metadata } of items) {
    await mustCall(stack.apiServer(), 'DELETE', `/api/v1/namespaces/${metadata.name}/events`);
  }
}
