import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** As much of an Event as is compared. */
export interface KubeletEvent {
  metadata: { name: string; namespace: string; managedFields?: Array<{ manager?: string }> };
  involvedObject: Record<string, string | undefined>;
  source?: { component?: string; host?: string };
  reportingComponent?: string;
  reportingInstance?: string;
  type: string;
  reason: string;
  message: string;
  count?: number;
  firstTimestamp: string | null;
  lastTimestamp: string | null;
  eventTime?: string | null;
  [field: string]: unknown;
}

/** What an event is about: a container of a pod, a pod, or a node with or without its uid. */
type About = 'container' | 'pod' | 'node' | 'node with uid' | 'node, both ways';

interface Fact {
  type: 'Normal' | 'Warning';
  reason: string;
  about: About;
  message: RegExp;
  /** Not among the recorded events: read in the kubelet's source. */
  isRead?: boolean;
}

const fact = (type: Fact['type'], reason: string, about: About, message: RegExp, isRead = false): Fact => ({
  ...{ type, reason, about, message, isRead },
});

const nodeIs = (reason: string, about: About, isRead = false): Fact =>
  fact('Normal', reason, about, new RegExp(`^Node \\S+ status is now: ${reason}$`), isRead);

/** What kubelet 1.37.2 with containerd 2.4.2 records, for each reason that the simulated one uses. */
export const FACTS: readonly Fact[] = [
  fact('Normal', 'Pulling', 'container', /^Pulling image "\S+"$/),
  fact(
    'Normal',
    'Pulled',
    'container',
    /^Successfully pulled image "\S+" in [\d.]+m?s \([\d.]+m?s including waiting\)\. Image size: \d+ bytes\.$/
  ),
  fact(
    'Normal',
    'Pulled',
    'container',
    /^Container image "\S+" already present on machine and can be accessed by the pod$/
  ),
  fact('Normal', 'Created', 'container', /^Container created$/),
  fact('Normal', 'Started', 'container', /^Container started$/),
  fact('Normal', 'Killing', 'container', /^Stopping container \S+$/),
  fact('Normal', 'Killing', 'container', /^Container \S+ failed (liveness|startup) probe, will be restarted$/),
  fact('Normal', 'Killing', 'container', /^FailedPostStartHook$/),
  fact('Normal', 'BackOff', 'container', /^Back-off pulling image "\S+"$/),
  fact('Warning', 'BackOff', 'container', /^Back-off restarting failed container \S+ in pod [\w.-]+_[\w-]+\([\w-]+\)$/),
  fact(
    'Warning',
    'Failed',
    'container',
    /^Failed to pull image "(\S+)": (?:rpc error: code = NotFound desc = )?failed to pull and unpack image "\1": failed to resolve image: \S[^]+$/
  ),
  fact('Warning', 'Failed', 'container', /^Error: \S[^]+$/),
  fact('Warning', 'Unhealthy', 'container', /^(Liveness|Readiness|Startup) probe failed: [^]+$/),
  fact('Warning', 'FailedMount', 'pod', /^MountVolume\.SetUp failed for volume "\S+" : \S[^]+$/),
  fact(
    'Warning',
    'Evicted',
    'pod',
    /^The node was low on resource: (\S+)\. Threshold quantity: \w+, available: \w+\. (?:Container \S+ was using \w+, request is \w+, has larger consumption of \1\. )?$/
  ),
  fact('Warning', 'Evicted', 'pod', /^(?:Usage of EmptyDir volume "|Pod ephemeral local storage usage )[^]+\. $/),
  fact('Normal', 'Starting', 'node', /^Starting kubelet\.$/),
  fact('Normal', 'NodeAllocatableEnforced', 'node', /^Updated Node Allocatable limit across pods$/),
  // Before the kubelet knows its Node's object, and after it.
  nodeIs('NodeHasSufficientMemory', 'node, both ways'),
  nodeIs('NodeHasNoDiskPressure', 'node, both ways'),
  nodeIs('NodeHasSufficientPID', 'node, both ways'),
  nodeIs('NodeReady', 'node with uid'),
  nodeIs('NodeHasDiskPressure', 'node with uid', true),
  fact('Warning', 'EvictionThresholdMet', 'node', /^Attempting to reclaim (memory|ephemeral-storage)$/),
  fact('Warning', 'SystemOOM', 'node', /^System OOM encountered, victim process: \S+, pid: \d+$/, true),
  fact('Warning', 'Rebooted', 'node with uid', /^Node \S+ has been rebooted, boot id: [\w-]+$/, true),
];

const OF_OTHER_RECORDER = ['series', 'action', 'related'];
const IN_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function aboutOf({ involvedObject: { kind, fieldPath, uid } }: KubeletEvent): About {
  if (kind === 'Node') {
    return uid === undefined ? 'node' : 'node with uid';
  }
  return fieldPath === undefined ? 'pod' : 'container';
}

const isAbout = (event: KubeletEvent, about: About): boolean =>
  about === aboutOf(event) || (about === 'node, both ways' && event.involvedObject.kind === 'Node');

export const factOf = (event: KubeletEvent): Fact | undefined =>
  FACTS.find(
    ({ type, reason, about, message }) =>
      type === event.type && reason === event.reason && isAbout(event, about) && message.test(event.message)
  );

const isOfPod = ({ involvedObject: { kind } }: KubeletEvent): boolean => kind === 'Pod';

/** What holds for each event of a kubelet, by field. */
const CHECKS: Record<string, (event: KubeletEvent) => boolean> = {
  'source.component': ({ source }) => source?.component === 'kubelet',
  'source.host': (event) =>
    isOfPod(event) ? Boolean(event.source?.host) : event.source?.host === event.involvedObject.name,
  reportingComponent: ({ reportingComponent }) => reportingComponent === 'kubelet',
  reportingInstance: ({ reportingInstance, source }) => reportingInstance === source?.host,
  'metadata.namespace': (event) =>
    event.metadata.namespace === (isOfPod(event) ? event.involvedObject.namespace : 'default'),
  'metadata.name': ({ metadata: { name }, involvedObject }) =>
    name.startsWith(`${involvedObject.name}.`) && /\.[0-9a-f]{15,16}$/.test(name),
  'metadata.managedFields': ({ metadata: { managedFields = [] } }) =>
    managedFields.every(({ manager }) => manager === 'kubelet'),
  involvedObject: (event) =>
    ['apiVersion', 'kind', 'name', ...(isOfPod(event) ? ['namespace', 'resourceVersion', 'uid'] : [])].every(
      (key) => event.involvedObject[key] !== undefined
    ),
  'involvedObject.fieldPath': ({ involvedObject: { fieldPath = '' } }) =>
    /^(spec\.(initC|c)ontainers\{[\w-]+\})?$/.test(fieldPath),
  count: ({ count }) => Number(count) >= 1,
  firstTimestamp: ({ firstTimestamp }) => IN_SECONDS.test(firstTimestamp ?? ''),
  lastTimestamp: ({ firstTimestamp, lastTimestamp }) =>
    IN_SECONDS.test(lastTimestamp ?? '') && lastTimestamp! >= firstTimestamp!,
  eventTime: ({ eventTime }) => !eventTime,
  'fields of the other recorder': (event) => OF_OTHER_RECORDER.every((field) => !event[field]),
};

/** In what an event differs from those of a real kubelet. */
export function differencesIn(event: KubeletEvent): string[] {
  const { type, reason, message } = event;
  const unknown = factOf(event) ? [] : [`${type} ${reason} of a ${aboutOf(event)}: ${message}`];
  return [...Object.keys(CHECKS).filter((what) => !CHECKS[what]!(event)), ...unknown];
}

interface ContainerState {
  [state: string]: { reason?: string; startedAt?: string | null } | undefined;
}

export interface StatusLike {
  phase?: string;
  reason?: string;
  podIP?: string;
  conditions?: Array<{ type: string; status: string; reason?: string | null; message?: string | null }>;
  containerStatuses?: Array<{
    ready: boolean;
    started?: boolean;
    restartCount: number;
    containerID?: string;
    imageID: string;
    state: ContainerState;
    lastState: ContainerState;
  }>;
}

/** A pod's status without what differs from pod to pod: its phase, what its containers are, and how. */
export function shapesOf({ phase, reason, containerStatuses = [] }: StatusLike): string[] {
  return containerStatuses.map(({ ready, started, containerID, imageID, state, lastState }) => {
    const [[is, { reason: why = '' } = {}] = ['']] = Object.entries(state).filter(([, value]) => value);
    return [
      [phase, reason].filter(Boolean).join('/'),
      [is, why].filter(Boolean).join('/'),
      ready && 'ready',
      started && 'started',
      containerID && 'id',
      imageID && 'image id',
      lastState.terminated && 'ended before',
    ]
      .filter(Boolean)
      .join(', ');
  });
}

/** A pod's conditions, without names of containers and amounts. */
export const conditionsOf = ({ conditions = [] }: StatusLike): string[] =>
  conditions.map(({ type, status, reason, message }) =>
    [type, status, reason, message?.replace(/\[.*\]| \w+\. Threshold[^]*$| \S+\. Threshold[^]*$/g, '')]
      .filter(Boolean)
      .join(', ')
  );

interface Frame<T> {
  object: T;
}

function framesOf<T>(name: string): T[] {
  const file = path.join(import.meta.dirname, `../../pkg/event/samples/${name}.jsonl.gz`);
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as Frame<T>).object);
}

/** What a real kubelet recorded, in order. */
export const RECORDED_EVENTS = framesOf<KubeletEvent>('event-frames').filter(
  ({ source, reportingComponent }) => source?.component === 'kubelet' && reportingComponent === 'kubelet'
);
export const RECORDED_STATUSES = framesOf<{ status: StatusLike }>('pod-frames').map(({ status }) => status);
