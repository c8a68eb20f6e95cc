import { type Event } from '../../pkg/event/src/index.ts';
import { callApi, mustCall } from '../../stack/src/api.ts';
import { type Stack } from '../../stack/src/stack.ts';

export const NAMESPACES = ['default', 'shop', 'a', 'a-b'] as const;

const MESSAGES = [
  'Started container web',
  'Back-off pulling image "nginx:1.27"',
  'Failed: "a b" say"s", Reason:Other, Name:x, ',
  'two\nlines <b>&amp;</b> \\ "q"',
  '  space around  ',
  '日本語 🚀 and a tab\there',
  `long ${'word '.repeat(40)}end`,
  'carriage\rreturn \u001b[31mred',
  '{"json": "in a message", "involvedObject":{"namespace":"a"}}',
];

const OBJECTS = [
  { kind: 'Pod', name: 'web-1', apiVersion: 'v1', fieldPath: 'spec.containers{web}', uid: 'uid-web-1' },
  { kind: 'Pod', name: 'web-2', apiVersion: 'v1', uid: 'uid-web-2', resourceVersion: '4711' },
  { kind: 'Node', name: 'node-1', apiVersion: 'v1', uid: 'node-1' },
  { kind: 'Deployment', name: 'web', apiVersion: 'apps/v1', uid: 'uid-web', resourceVersion: '99' },
  { kind: 'Certificate', name: 'tls, with=signs\\', apiVersion: 'cert-manager.io/v1' },
];

const REASONS = ['BackOff', 'Pulled', 'Failed Scheduling', '', 'Unhealthy'];
const COMPONENTS = ['kubelet', 'default-scheduler', ''];

/** In the middle of a minute, so that ages do not change for a while. */
const ago = (startMs: number, minutes: number): string => new Date(startMs - minutes * 60_000 - 20_000).toISOString();

/** An event as the recorder for core/v1 writes it. */
function oldEvent(namespace: string, index: number, startMs: number): Event {
  const object = OBJECTS[index % OBJECTS.length]!;
  // Events about cluster-scoped objects are in "default".
  const inNamespace = object.kind === 'Node' && namespace === 'default' ? {} : { namespace };
  return {
    metadata: { name: `old-${index}.${(index * 7919).toString(16)}`, namespace, labels: labelsOf(index) },
    involvedObject: { ...object, ...inNamespace },
    reason: REASONS[index % REASONS.length],
    message: MESSAGES[index % MESSAGES.length],
    type: index % 3 === 0 ? 'Warning' : 'Normal',
    count: 1 + (index % 4),
    firstTimestamp: ago(startMs, 40 + index).replace(/\.\d+Z/, 'Z'),
    lastTimestamp: ago(startMs, 15 + (index % 7)).replace(/\.\d+Z/, 'Z'),
    source: { component: COMPONENTS[index % COMPONENTS.length], host: index % 2 === 0 ? 'node-1' : '' },
    reportingComponent: index % 4 === 0 ? 'example.com/own' : '',
  };
}

function labelsOf(index: number): Record<string, string> | undefined {
  return index % 4 === 0 ? { app: 'web', tier: index % 8 === 0 ? 'front' : 'back' } : undefined;
}

/** An event as the recorder for events.k8s.io/v1 writes it. */
function newEvent(namespace: string, index: number, startMs: number): object {
  const object = OBJECTS[index % 4]!;
  return {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { name: `new-${index}.${(index * 7919).toString(16)}`, namespace },
    eventTime: ago(startMs, 30 + index).replace('Z', '120Z'),
    regarding: { ...object, namespace },
    related: index % 3 === 0 ? { kind: 'Node', name: 'node-2', apiVersion: 'v1' } : undefined,
    reason: index % 2 === 0 ? 'Scheduled' : 'BackOff',
    note: MESSAGES[index % MESSAGES.length],
    action: 'Binding',
    type: index % 3 === 0 ? 'Warning' : 'Normal',
    reportingController: 'example.com/scheduler',
    reportingInstance: `scheduler-${index % 2}`,
    series: index % 2 === 0 ? { count: index + 2, lastObservedTime: ago(startMs, 12).replace('Z', '000Z') } : undefined,
  };
}

/** Creates events of both recorders in several namespaces. Returns how many. */
export async function createEvents(stack: Stack, each: number): Promise<number> {
  const startMs = Date.now();
  for (const name of NAMESPACES) {
    await callApi(stack.apiServer(), 'POST', '/api/v1/namespaces', { metadata: { name } });
    for (let index = 0; index < each; index++) {
      await post(stack, 'api/v1', name, oldEvent(name, index, startMs));
      await post(stack, 'apis/events.k8s.io/v1', name, newEvent(name, index, startMs));
    }
  }
  return NAMESPACES.length * each * 2;
}

async function post(stack: Stack, api: string, namespace: string, event: object): Promise<void> {
  await mustCall(stack.apiServer(), 'POST', `/${api}/namespaces/${namespace}/events`, event);
}
