import { type Entry, entryOf, type Event } from '../../pkg/event/src/index.ts';

export interface Busy {
  events: number;
  workloads: number;
  /** How many of them fail, from some time on. */
  failing: number;
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
}

const NAMESPACES = 40;
const HOSTS = 30;
const PODS = 3;
/** One event of this many is a failure of one of the failing workloads, and one a warning that passes. */
const FAILURES = 10;
const PASSING = 40;

interface Said {
  kind: 'Pod' | 'ReplicaSet' | 'Deployment';
  reason: string;
  component: string;
  message: string;
  type?: 'Warning';
  /** Metadata of a container's end. */
  death?: Record<string, string>;
}

const HEALTHY: readonly Said[] = [
  { kind: 'Pod', reason: 'Scheduled', component: 'default-scheduler', message: 'Successfully assigned web to node' },
  { kind: 'Pod', reason: 'Pulling', component: 'kubelet', message: 'Pulling image "registry.example.com/web:1.4.2"' },
  {
    kind: 'Pod',
    reason: 'Pulled',
    component: 'kubelet',
    message:
      'Container image "registry.example.com/web:1.4.2" already present on machine and can be accessed by the pod',
  },
  { kind: 'Pod', reason: 'Created', component: 'kubelet', message: 'Container created' },
  { kind: 'Pod', reason: 'Started', component: 'kubelet', message: 'Container started' },
  { kind: 'Pod', reason: 'Killing', component: 'kubelet', message: 'Stopping container main' },
  { kind: 'ReplicaSet', reason: 'SuccessfulCreate', component: 'replicaset-controller', message: 'Created pod: web-x' },
  {
    kind: 'Deployment',
    reason: 'ScalingReplicaSet',
    component: 'deployment-controller',
    message: 'Scaled up replica set web from 2 to 3',
  },
];

const PASSES: Said = {
  kind: 'Pod',
  reason: 'Unhealthy',
  component: 'kubelet',
  message: 'Readiness probe failed: dial tcp 10.244.1.7:8080: connect: connection refused',
  type: 'Warning',
};

const backOff: Said = {
  kind: 'Pod',
  reason: 'BackOff',
  component: 'kubelet',
  message: 'Back-off restarting failed container main in pod web_shop(8f6e2b1c-0d4a-4a53-9d0e-1c2b3a4d5e6f)',
  type: 'Warning',
};

const died = (reason: string, code: string): Said => ({
  kind: 'Pod',
  reason,
  component: 'loki-event-collector',
  message: `Container main ended (exit code ${code}) after 40s`,
  type: 'Warning',
  death: { container: 'main', exit_code: code, restart_count: '3' },
});

/** What a failing workload says, one kind of failure each. */
const FAILS: ReadonlyArray<readonly Said[]> = [
  [died('Error', '1'), backOff],
  [died('OOMKilled', '137'), backOff],
  [
    {
      kind: 'Pod',
      reason: 'Failed',
      component: 'kubelet',
      message: 'Failed to pull image "registry.example.com/web:9": not found',
      type: 'Warning',
    },
    { kind: 'Pod', reason: 'Failed', component: 'kubelet', message: 'Error: ImagePullBackOff', type: 'Warning' },
  ],
  [
    {
      kind: 'Pod',
      reason: 'FailedScheduling',
      component: 'default-scheduler',
      message: '0/30 nodes are available: 30 Insufficient memory.',
      type: 'Warning',
    },
  ],
  [
    {
      kind: 'Pod',
      reason: 'FailedMount',
      component: 'kubelet',
      message: 'MountVolume.SetUp failed for volume "config" : configmap "config" not found',
      type: 'Warning',
    },
  ],
];

/** A busy cluster's entries in the order of their times, one in eight a warning; the same ones for the same cluster. */
export function* busyEntries(busy: Busy): Generator<Entry> {
  const lengthMs = busy.to - busy.from;
  for (let at = 0; at < busy.events; at++) {
    yield entryNumber(at, busy.from + (lengthMs * at) / busy.events, at / busy.events, busy);
  }
}

function entryNumber(at: number, ms: number, part: number, { workloads, failing }: Busy): Entry {
  // Knuth's multiplicative hash: spread over everything, and the same in each run.
  const spread = (at * 2654435761) % 2 ** 32;
  const victim = (spread >>> 5) % Math.max(failing, 1);
  // Each begins at a time of its own.
  const isFailure = failing > 0 && at % FAILURES === 0 && part >= (victim / failing) * 0.9;
  const number = isFailure ? victim : (spread >>> 3) % workloads;
  const fails = FAILS[victim % FAILS.length]!;
  const said = isFailure
    ? fails[(spread >>> 17) % fails.length]!
    : at % PASSING === 1
      ? PASSES
      : HEALTHY[(spread >>> 13) % HEALTHY.length]!;
  return entryOf(eventOf(at, ms, number, said), 1, {}, { workload: `Deployment/app-${number}`, ...said.death });
}

function eventOf(at: number, ms: number, number: number, { kind, reason, component, message, type }: Said): Event {
  const namespace = `team-${number % NAMESPACES}`;
  const pod = at % PODS;
  const own = {
    Deployment: `app-${number}`,
    ReplicaSet: `app-${number}-7f9c5d6b8`,
    Pod: `app-${number}-7f9c5d6b8-pod${pod}`,
  }[kind];
  // The kubelet and the collector name the pod's node.
  const host = kind === 'Pod' && component !== 'default-scheduler' ? `node-${(number * 7 + pod) % HOSTS}` : undefined;
  const time = new Date(ms).toISOString();
  return {
    metadata: {
      name: `${own}.${at.toString(16)}`,
      namespace,
      uid: `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`,
      resourceVersion: String(1_000_000 + at),
      creationTimestamp: time,
    },
    involvedObject: { kind, namespace, name: own, uid: `${namespace}-${own}`, apiVersion: 'v1' },
    reason,
    message,
    type: type ?? 'Normal',
    source: { component, host },
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
  };
}
