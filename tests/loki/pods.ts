import { type Event, type ObjectReference } from '../../pkg/event/src/index.ts';
import { HOSTS, mixed, NAMESPACES, RARE_WORD, secondOf, uidOf } from './made.ts';
import { type Volume } from './volume.ts';

/** Deployments in a namespace, and CronJobs. */
const WORKLOADS = 12;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** How long a pod of a Deployment runs. */
const LIFE = 90 * MINUTE;

/** What the events of a pod have in common. */
interface Pod {
  number: number;
  namespace: string;
  host: string;
  image: string;
  owner: ObjectReference;
  reference: ObjectReference & { name: string; uid: string };
}

/** An event in a pod's life. */
interface Step {
  /** After the first one, in milliseconds. */
  after: number;
  /** Of the first revision of an event whose count goes up. */
  first?: number;
  of(pod: Pod, ms: number, firstMs: number): Event;
}

/** What Kubernetes ends the names of pods with: letters that make no words. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

const ending = (seed: number, length: number): string =>
  Array.from({ length }, (_, at) => LETTERS[mixed(seed * 16 + at) % LETTERS.length]).join('');

/** A number for a text, for {@link uidOf}. */
const seedOf = (text: string): number =>
  Array.from(text).reduce((seed, character) => mixed(seed + character.charCodeAt(0)), 0);

const times = (ms: number, firstMs = ms): Event => ({
  firstTimestamp: secondOf(firstMs),
  lastTimestamp: secondOf(ms),
  eventTime: null,
});

function byKubelet(reason: string, message: (pod: Pod) => string, type = 'Normal', count = 1): Step['of'] {
  return (pod, ms, firstMs) => ({
    involvedObject: { ...pod.reference, fieldPath: 'spec.containers{app}' },
    reason,
    message: message(pod),
    type,
    source: { component: 'kubelet', host: pod.host },
    reportingComponent: 'kubelet',
    reportingInstance: pod.host,
    ...times(ms, firstMs),
    count,
  });
}

function byController(component: string, reason: string, message: (pod: Pod) => string): Step['of'] {
  return (pod, ms) => ({
    involvedObject: pod.owner,
    reason,
    message: message(pod),
    type: 'Normal',
    source: { component },
    reportingComponent: component,
    reportingInstance: '',
    ...times(ms),
    count: 1,
  });
}

const scheduled: Step['of'] = ({ reference, namespace, host }, ms) => ({
  involvedObject: reference,
  reason: 'Scheduled',
  message: `Successfully assigned ${namespace}/${reference.name} to ${host}`,
  type: 'Normal',
  source: {},
  action: 'Binding',
  reportingComponent: 'default-scheduler',
  reportingInstance: 'default-scheduler-control-plane-1',
  firstTimestamp: null,
  lastTimestamp: null,
  eventTime: new Date(ms).toISOString().replace('Z', `${String(mixed(ms) % 1000).padStart(3, '0')}Z`),
});

function pulled({ number, image }: Pod): string {
  const time = `${((mixed(number) % 3000) / 1000).toFixed(3)}s`;
  return `Successfully pulled image "${image}" in ${time} (${time} including waiting). Image size: 48210733 bytes.`;
}

function begins(controller: string): Step[] {
  return [
    { after: 0, of: byController(controller, 'SuccessfulCreate', ({ reference }) => `Created pod: ${reference.name}`) },
    { after: 12, of: scheduled },
    { after: 600, of: byKubelet('Pulling', ({ image }) => `Pulling image "${image}"`) },
    { after: 2_400, of: byKubelet('Pulled', pulled) },
    { after: 2_450, of: byKubelet('Created', () => 'Container created') },
    { after: 2_600, of: byKubelet('Started', () => 'Container started') },
  ];
}

/** An event whose count goes up. @param first of its first revision, in milliseconds after the pod's first event */
function repeated(times: number, first: number, period: number, reason: string, message: (pod: Pod) => string): Step[] {
  return Array.from({ length: times }, (_, at) => ({
    after: first + at * period,
    first,
    of: byKubelet(reason, message, 'Warning', at + 1),
  }));
}

const REPLICA_SETS = 'replicaset-controller';
const JOBS = 'job-controller';

const HEALTHY: Step[] = [
  ...begins(REPLICA_SETS),
  ...repeated(
    2,
    5_300,
    10 * SECOND,
    'Unhealthy',
    () => 'Readiness probe failed: HTTP probe failed with statuscode: 503'
  ),
  { after: LIFE, of: byKubelet('Killing', () => 'Stopping container app') },
  {
    after: LIFE,
    of: byController(REPLICA_SETS, 'SuccessfulDelete', ({ reference }) => `Deleted pod: ${reference.name}`),
  },
];
const CRASHING: Step[] = [
  ...begins(REPLICA_SETS),
  ...repeated(
    5,
    16 * SECOND,
    12 * SECOND,
    'BackOff',
    ({ namespace, reference: { name, uid } }) =>
      `Back-off restarting failed container app in pod ${name}_${namespace}(${uid})`
  ),
];
const JOB: Step[] = [
  ...begins(JOBS),
  { after: 65 * SECOND, of: byController(JOBS, 'Completed', () => 'Job completed') },
];

/** The lives of ten pods after each other. */
const TEN = [JOB, CRASHING, HEALTHY, JOB, HEALTHY, HEALTHY, JOB, HEALTHY, HEALTHY, HEALTHY];
const EVENTS_A_POD = TEN.reduce((sum, { length }) => sum + length, 0) / TEN.length;

function podOf(number: number, isJob: boolean): Pod {
  const spread = mixed(number);
  const namespace = `team-${spread % NAMESPACES}`;
  const workload = `${isJob ? 'report' : 'web'}-${(spread >>> 8) % WORKLOADS}`;
  // Each Job has a name of its own, and a Deployment the same ReplicaSet for a while.
  const owner = isJob ? `${workload}-${29_400_000 + number}` : `${workload}-${ending(Math.floor(number / 4_000), 10)}`;
  return {
    number,
    namespace,
    host: `node-${(spread >>> 16) % HOSTS}`,
    image: `registry.example/${namespace}/${workload}:1.4.2`,
    owner: {
      kind: isJob ? 'Job' : 'ReplicaSet',
      namespace,
      name: owner,
      uid: uidOf(seedOf(`${namespace} ${owner}`)),
      apiVersion: isJob ? 'batch/v1' : 'apps/v1',
      resourceVersion: String(1_000_000 + number * 9),
    },
    reference: {
      kind: 'Pod',
      namespace,
      name: `${owner}-${ending(number, 5)}`,
      uid: uidOf(2 ** 31 + number),
      apiVersion: 'v1',
      resourceVersion: String(1_000_003 + number * 9),
    },
  };
}

interface Due {
  ms: number;
  firstMs: number;
  step: Step;
  pod: Pod;
}

/**
 * The events of pods that start, run and end, with all that a kubelet 1.37, the scheduler and the controllers write, in the
 * order of their times; the same ones for the same volume. Those of a pod's start are within three seconds.
 */
export function* podEvents({ events, from, to }: Volume): Generator<Event> {
  // A little faster than they need, so that the last comes before the end. Pods that end in the range began before it.
  const period = ((to - from) * EVENTS_A_POD * 0.98) / events;
  const opening = from - LIFE - SECOND;
  const due = new Map<number, Due[]>();
  let pods = 0;
  let made = 0;
  for (let second = Math.floor(opening / SECOND); made < events; second++) {
    for (; opening + pods * period < (second + 1) * SECOND; pods++) {
      plan(due, pods, opening + pods * period);
    }
    const next = due.get(second)?.sort((a, b) => a.ms - b.ms) ?? [];
    due.delete(second);
    for (const one of next) {
      if (one.ms >= from && made < events) {
        yield eventOf(one, made++);
      }
    }
  }
}

/** Puts a pod's events into the seconds in which they happen. */
function plan(due: Map<number, Due[]>, number: number, start: number): void {
  const steps = TEN[number % TEN.length]!;
  const pod = podOf(number, steps === JOB);
  const late = mixed(number) % 300;
  for (const step of steps) {
    const ms = Math.floor(start) + step.after + late;
    const second = Math.floor(ms / SECOND);
    const others = due.get(second);
    const one = { ms, firstMs: ms - step.after + (step.first ?? step.after), step, pod };
    if (others) {
      others.push(one);
    } else {
      due.set(second, [one]);
    }
  }
}

function eventOf({ ms, firstMs, step, pod }: Due, at: number): Event {
  const event = step.of(pod, ms, firstMs);
  const { message } = event;
  // client-go ends the name with the nanoseconds of its clock.
  const nanos = BigInt(firstMs) * 1_000_000n + BigInt(mixed(pod.number + firstMs) % 1_000_000);
  const name = `${event.involvedObject!.name!}.${nanos.toString(16)}`;
  return {
    metadata: {
      name,
      namespace: pod.namespace,
      uid: uidOf(seedOf(`${pod.namespace} ${name}`)),
      resourceVersion: String(1_000_000 + at * 2),
      creationTimestamp: secondOf(firstMs),
    },
    ...event,
    message: at === 0 ? `${message!} ${RARE_WORD}` : message,
  };
}
