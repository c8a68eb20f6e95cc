/**
 * Fills a Loki with as many events as a busy cluster has, evenly over a stretch of time with bursts in it:
 *
 *   node tests/loki/volume.ts --loki http://127.0.0.1:3100 --events 1000000 --hours 24
 *
 * Loki's rate limits (limits_config.ingestion_rate_mb and _burst_size_mb, per_stream_rate_limit) must let it through.
 */
import { parseArgs } from 'node:util';
import { compress } from 'snappyjs';
import { encodePush, streamed, streamOf } from '../../backend-sidecar/src/delivery/loki/encode.ts';
import { type Entry, entryOf, type Event, text } from '../../pkg/event/src/index.ts';
import { endChunks } from './loki.ts';
import { HOSTS, mixed, NAMESPACES, RARE_WORD, secondOf, uidOf } from './made.ts';
import { podEvents } from './pods.ts';

/** Objects of a kind in a namespace. */
const NAMES = 120;

const KINDS = ['Pod', 'ReplicaSet', 'Deployment', 'Job', 'CronJob'];

const CASES = [
  ['Pod', 'Scheduled', 'Normal', 'default-scheduler', 'Successfully assigned web to node'],
  ['Pod', 'Pulling', 'Normal', 'kubelet', 'Pulling image "registry.example/web:1.4.2"'],
  ['Pod', 'Pulled', 'Normal', 'kubelet', 'Successfully pulled image in 1.204s'],
  ['Pod', 'Created', 'Normal', 'kubelet', 'Created container web'],
  ['Pod', 'Started', 'Normal', 'kubelet', 'Started container web'],
  ['Pod', 'Killing', 'Normal', 'kubelet', 'Stopping container web'],
  ['Pod', 'BackOff', 'Warning', 'kubelet', 'Back-off restarting failed container web in pod'],
  ['Pod', 'Unhealthy', 'Warning', 'kubelet', 'Readiness probe failed: HTTP probe failed with statuscode: 503'],
  ['Pod', 'FailedScheduling', 'Warning', 'default-scheduler', '0/30 nodes are available: 30 Insufficient memory.'],
  ['Pod', 'FailedMount', 'Warning', 'kubelet', 'MountVolume.SetUp failed for volume "config"'],
  ['ReplicaSet', 'SuccessfulCreate', 'Normal', 'replicaset-controller', 'Created pod: web-7f9c5'],
  ['Deployment', 'ScalingReplicaSet', 'Normal', 'deployment-controller', 'Scaled up replica set web to 3 from 2'],
  ['Job', 'Completed', 'Normal', 'job-controller', 'Job completed'],
  ['CronJob', 'SawCompletedJob', 'Normal', 'cronjob-controller', 'Saw completed job: report, condition: Complete'],
].map(([kind = '', reason = '', type = '', component = '', message = '']) => ({
  kind,
  kindNumber: KINDS.indexOf(kind),
  reason,
  type,
  component,
  message,
}));

/** Whether each event is about another object, or those of a pod come together. */
export const PATTERNS = ['spread', 'pods'] as const;
export type Pattern = (typeof PATTERNS)[number];

export interface Volume {
  events: number;
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
  /** `spread` unless it is given. */
  pattern?: Pattern;
}

/** The events in the order of their times; the same ones for the same volume. */
export function* volumeEvents(volume: Volume): Generator<Event> {
  const { events, from, to, pattern } = volume;
  if (pattern === 'pods') {
    yield* podEvents(volume);
    return;
  }
  for (let at = 0; at < events; at++) {
    yield volumeEvent(at, from + ((to - from) * at) / events);
  }
}

function* volumeEntries(volume: Volume): Generator<Entry> {
  for (const event of volumeEvents(volume)) {
    yield entryOf(event, 1, {}, { workload: workloadOf(event) });
  }
}

/** How many Deployments own a namespace's pods and ReplicaSets, and how many CronJobs its Jobs. */
const OWNERS = 12;
const OWNED_BY: Record<string, string> = { Pod: 'Deployment', ReplicaSet: 'Deployment', Job: 'CronJob' };

/** The workload that the collector would find for one of these events. */
export function workloadOf({ involvedObject }: Event): string {
  const [kind, name] = [text(involvedObject?.kind), text(involvedObject?.name)];
  const [ofPods] = /^(web|report)-\d+/.exec(name) ?? [];
  if (ofPods) {
    return `${ofPods.startsWith('web') ? 'Deployment' : 'CronJob'}/${ofPods}`;
  }
  const owner = OWNED_BY[kind];
  return owner ? `${owner}/${owner.toLowerCase()}-${Number(/\d+$/.exec(name)) % OWNERS}` : `${kind}/${name}`;
}

/** Uids of objects, which are no event's. */
const OBJECTS = 2 ** 31;
const objectUids = new Map<number, string>();

function objectUid(number: number): string {
  let uid = objectUids.get(number);
  if (!uid) {
    objectUids.set(number, (uid = uidOf(OBJECTS + number)));
  }
  return uid;
}

/** The event of a number, at a time in milliseconds. */
function volumeEvent(at: number, ms: number): Event {
  // Knuth's multiplicative hash: spread over everything, and the same in each run.
  const spread = Math.imul(at, 2654435761) >>> 0;
  const one = CASES[spread % CASES.length] ?? CASES[0]!;
  const team = (spread >>> 8) % NAMESPACES;
  const number = (spread >>> 14) % NAMES;
  const namespace = `team-${team}`;
  const name = `${one.kind.toLowerCase()}-${number}`;
  const host = one.component === 'kubelet' ? `node-${(spread >>> 20) % HOSTS}` : undefined;
  const time = secondOf(ms);
  return {
    metadata: {
      // client-go ends the name with the nanoseconds of its clock.
      name: `${name}.${(BigInt(Math.floor(ms)) * 1_000_000n + BigInt(mixed(at) >>> 12)).toString(16)}`,
      namespace,
      uid: uidOf(at),
      resourceVersion: String(1_000_000 + at),
      creationTimestamp: time,
    },
    involvedObject: {
      kind: one.kind,
      namespace,
      name,
      uid: objectUid((one.kindNumber * NAMESPACES + team) * NAMES + number),
      apiVersion: 'v1',
    },
    reason: one.reason,
    message: at === 0 ? `${one.message} ${RARE_WORD}` : one.message,
    type: one.type,
    source: { component: one.component, host },
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
  };
}

/** Pushes them all; rejects with Loki's words where it refuses. */
export const pushVolume = (url: string, volume: Volume): Promise<void> =>
  pushInOrder(url, volumeEntries(volume), volume.from);

/**
 * Pushes entries in the order of their times, from `from` (milliseconds) on, with chunks as Loki makes them over hours.
 * Several pushes are under way at once, and none of them has a stream of another.
 */
export async function pushInOrder(url: string, entries: Iterable<Entry>, from: number): Promise<void> {
  const lanes = Array.from({ length: LANES }, () => new Lane(url));
  const laneOf = new Map<string, Lane>();
  let next = from + CHUNK_AGE;
  for (const entry of entries) {
    if (Number(entry.timestampNs / 1_000_000n) >= next) {
      await Promise.all(lanes.map((lane) => lane.flush()));
      await endChunks(url);
      next += CHUNK_AGE;
    }
    const stream = streamOf(entry.labels);
    const lane = laneOf.get(stream) ?? lanes[laneOf.size % LANES]!;
    laneOf.set(stream, lane);
    const sent = lane.add(entry);
    if (sent) {
      await sent;
    }
  }
  await Promise.all(lanes.map((lane) => lane.flush()));
}

/** A Loki that gets its events as they happen ends each chunk after this long, its default of `max_chunk_age`. */
const CHUNK_AGE = 2 * 3_600_000;
/** As many pushes at once as keep two cores busy. */
const LANES = 4;
/** So few that entries are let go of while they are young, which saves half of the garbage collection. */
const BATCH = 500;

/** Streams whose entries are pushed batch by batch. */
class Lane {
  readonly #url: string;
  #batch: Entry[] = [];
  #push: Promise<void> = Promise.resolve();

  constructor(url: string) {
    this.#url = `${url}/loki/api/v1/push`;
  }

  /** A promise if a batch is full: it waits while the one before is on its way. */
  add(entry: Entry): Promise<void> | undefined {
    this.#batch.push(entry);
    return this.#batch.length === BATCH ? this.#send() : undefined;
  }

  /** Resolves once Loki has all of it; rejects with Loki's words where it refuses. */
  async flush(): Promise<void> {
    if (this.#batch.length > 0) {
      await this.#send();
    }
    await this.#push;
  }

  async #send(): Promise<void> {
    await this.#push;
    const body = new Uint8Array(compress(encodePush(streamed(this.#batch))));
    this.#batch = [];
    this.#push = this.#post(body);
    // Whoever adds or flushes next gets the error.
    this.#push.catch(() => undefined);
  }

  async #post(body: Uint8Array<ArrayBuffer>): Promise<void> {
    const post = () =>
      fetch(this.#url, { method: 'POST', headers: { 'content-type': 'application/x-protobuf' }, body });
    // Loki may close an idle connection as it is used. It keeps an entry that is pushed twice once.
    const response = await post().catch(post);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`Loki refused the push: ${response.status} ${text}`);
    }
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      loki: { type: 'string', default: 'http://127.0.0.1:3100' },
      events: { type: 'string', default: '1000000' },
      hours: { type: 'string', default: '24' },
    },
  });
  const to = Date.now();
  const started = performance.now();
  await pushVolume(values.loki, { events: Number(values.events), from: to - Number(values.hours) * 3_600_000, to });
  console.log(`${values.events} events in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
