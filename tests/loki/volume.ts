/**
 * Fills a Loki with as many events as a busy cluster has, evenly over a stretch of time with bursts in it:
 *
 *   node tests/loki/volume.ts --loki http://127.0.0.1:3100 --events 1000000 --hours 24
 *
 * Loki's rate limits (limits_config.ingestion_rate_mb and _burst_size_mb, per_stream_rate_limit) must let it through.
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { compress } from 'snappyjs';
import { encodePush } from '../../backend-sidecar/src/delivery/loki/encode.ts';
import { type Entry, entryOf, type Event } from '../../pkg/event/src/index.ts';
import { endChunks } from './loki.ts';

const BATCH = 2000;
const NAMESPACES = 40;
const HOSTS = 30;

const CASES: ReadonlyArray<{ kind: string; reason: string; type: string; component: string; message: string }> = [
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
  reason,
  type,
  component,
  message,
}));

export interface Volume {
  events: number;
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
}

/** The events in the order of their times; the same ones for the same volume. */
export function* volumeEvents({ events, from, to }: Volume): Generator<Event> {
  for (let at = 0; at < events; at++) {
    yield eventNumber(at, from + ((to - from) * at) / events);
  }
}

function* volumeEntries(volume: Volume): Generator<Entry> {
  for (const event of volumeEvents(volume)) {
    yield entryOf(event, 1);
  }
}

/** Hexadecimal digits that look random, and are the same for the same text. */
const digitsOf = (text: string): string => createHash('md5').update(text).digest('hex');

/** A uid as an API server makes one: nothing compresses it. */
function uidOf(text: string): string {
  const digits = digitsOf(text);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `a${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20)].join('-');
}

function eventNumber(at: number, ms: number): Event {
  // A knuth hash: spread over everything, and the same in each run.
  const spread = (at * 2654435761) % 2 ** 32;
  const one = CASES[spread % CASES.length] ?? CASES[0]!;
  const namespace = `team-${(spread >>> 8) % NAMESPACES}`;
  const name = `${one.kind.toLowerCase()}-${(spread >>> 14) % 120}`;
  const host = one.component === 'kubelet' ? `node-${(spread >>> 20) % HOSTS}` : undefined;
  const time = `${new Date(ms).toISOString().slice(0, 19)}Z`;
  return {
    metadata: {
      // client-go ends the name with the nanoseconds of its clock.
      name: `${name}.${(BigInt(Math.floor(ms)) * 1_000_000n + BigInt(`0x${digitsOf(`${at}`).slice(0, 5)}`)).toString(16)}`,
      namespace,
      uid: uidOf(`event ${at}`),
      resourceVersion: String(1_000_000 + at),
      creationTimestamp: time,
    },
    involvedObject: { kind: one.kind, namespace, name, uid: uidOf(`${namespace}/${name}`), apiVersion: 'v1' },
    reason: one.reason,
    message: one.message,
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

/** Pushes entries in the order of their times, from `from` (milliseconds) on, with chunks as Loki makes them over hours. */
export async function pushInOrder(url: string, entries: Iterable<Entry>, from: number): Promise<void> {
  let batch: Entry[] = [];
  const flush = async () => {
    if (batch.length === 0) {
      return;
    }
    const body = new Uint8Array(compress(encodePush(batch)));
    const post = () =>
      fetch(`${url}/loki/api/v1/push`, { method: 'POST', headers: { 'content-type': 'application/x-protobuf' }, body });
    // Loki may close an idle connection as it is used. It keeps an entry that is pushed twice once.
    const response = await post().catch(post);
    if (!response.ok) {
      throw new Error(`Loki refused the push: ${response.status} ${await response.text()}`);
    }
    batch = [];
  };
  let next = from + CHUNK_AGE;
  for (const entry of entries) {
    if (Number(entry.timestampNs / 1_000_000n) >= next) {
      await flush();
      await endChunks(url);
      next += CHUNK_AGE;
    }
    batch.push(entry);
    if (batch.length === BATCH) {
      await flush();
    }
  }
  await flush();
}

/** A Loki that gets its events as they happen ends each chunk after this long, its default of `max_chunk_age`. */
const CHUNK_AGE = 2 * 3_600_000;

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
