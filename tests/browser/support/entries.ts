import { readFileSync } from 'node:fs';
import { type Entry, type EntryOptions, entryOf, type Event } from '../../../pkg/event/src/index.ts';

/** A change of an event, as a frame of a watch. */
interface WatchFrame {
  type: string;
  object: Event;
}

const FRAMES = new URL('../../../pkg/event/samples/watch-frames.jsonl', import.meta.url);

/** Entries of a real cluster's first minutes, moved in time so that the last one is at `end` (milliseconds). */
export function clusterEntries(end: number): Entry[] {
  const frames = readFileSync(FRAMES, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as WatchFrame);
  const counts = new Map<string, number>();
  const entries = frames
    .filter(({ type }) => type === 'ADDED' || type === 'MODIFIED')
    .map(({ object }) => {
      const uid = object.metadata?.uid ?? '';
      const count = object.series?.count ?? object.count ?? 1;
      const increment = Math.max(count - (counts.get(uid) ?? 0), 1);
      counts.set(uid, count);
      return entryOf(object, increment);
    })
    .sort((a, b) => Number(a.timestampNs - b.timestampNs));
  const last = entries.at(-1)?.timestampNs ?? 0n;
  const shift = BigInt(end) * 1_000_000n - (last - (last % 1_000_000n));
  return entries.map((entry) => ({ ...entry, timestampNs: entry.timestampNs + shift }));
}

/**
 * A made-up event: a Warning on a Pod by default. With a count it is a revision of the one Event that counts that reason
 * of that object, as the API server keeps it.
 */
export function eventAt(
  ms: number,
  change: Partial<Event> & { name?: string; kind?: string; namespace?: string } = {}
): Event {
  const { name = 'web-1', kind = 'Pod', namespace = 'shop', ...rest } = change;
  const time = new Date(ms).toISOString();
  sequence += 1;
  const counted = `${namespace}-${kind}-${name}-${rest.reason ?? ''}`;
  return {
    metadata: {
      name: `${name}.${rest.count === undefined ? sequence.toString(16) : 'counted'}`,
      namespace,
      uid: rest.count === undefined ? `00000000-0000-4000-8000-${sequence.toString(16).padStart(12, '0')}` : counted,
      resourceVersion: String(100_000 + sequence),
      creationTimestamp: time,
    },
    involvedObject: { kind, namespace, name, uid: `${kind}-${namespace}-${name}`, apiVersion: 'v1' },
    reason: 'BackOff',
    message: 'Back-off restarting failed container',
    source: { component: 'kubelet', host: 'node-a' },
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
    type: 'Warning',
    ...rest,
  };
}

let sequence = 0;

const OWN = { source: { component: 'loki-event-collector', host: 'node-a' } };

/**
 * What the collector itself records of a Deployment `web`, oldest first: a new revision at `ms`, then the deaths of the
 * main container of its Pod `web-7f9c5d6b8-x2x8k`, each followed by a back-off of the kubelet.
 */
export function lifeAndDeath(ms: number, deaths: number, options: EntryOptions = {}): Entry[] {
  const workload = 'Deployment/web';
  const [name, fieldPath] = ['web-7f9c5d6b8-x2x8k', 'spec.containers{main}'];
  const kind = 'Deployment';
  const inContainer = {
    involvedObject: { kind: 'Pod', namespace: 'shop', name, uid: `uid-${name}`, apiVersion: 'v1', fieldPath },
  };
  const change = eventAt(ms, {
    ...OWN,
    kind,
    name: 'web',
    reason: 'NewRevision',
    type: 'Normal',
    message: 'Revision 12: memory limit of main 256Mi → 64Mi; env LOG_LEVEL changed; by helm',
  });
  const scaled = eventAt(ms + 1000, {
    kind,
    name: 'web',
    reason: 'ScalingReplicaSet',
    type: 'Normal',
    message: 'Scaled up replica set web-7f9c5d6b8 from 0 to 1',
    source: { component: 'deployment-controller' },
  });
  const created = eventAt(ms + 2000, {
    kind: 'ReplicaSet',
    name: 'web-7f9c5d6b8',
    reason: 'SuccessfulCreate',
    type: 'Normal',
    message: `Created pod: ${name}`,
    source: { component: 'replicaset-controller' },
  });
  const entries = [
    entryOf(change, 1, options, { workload, revision: '12', changed: 'env,resources', changed_by: 'helm' }),
    ...[scaled, created].map((event) => entryOf(event, 1, options, { workload })),
  ];
  for (let at = 0; at < deaths; at++) {
    const endedAt = ms + (2 + 3 * at) * 60_000;
    const restarts = at === 0 ? '' : `, restart ${at}`;
    const death = eventAt(endedAt, {
      ...OWN,
      ...inContainer,
      name,
      reason: 'OOMKilled',
      message: `Container main was OOM killed (exit code 137, memory limit 64Mi) after ${40 + at}s${restarts}`,
    });
    const backOff = eventAt(endedAt + 10_000, {
      ...inContainer,
      name,
      count: at + 1,
      message: `Back-off restarting failed container main in pod ${name}_shop(0d6f2b8e-6a55-4f3a-9d3e-0f7a4f2b1c9d)`,
    });
    const ended = {
      container: 'main',
      exit_code: '137',
      signal: '9',
      restart_count: String(at),
      image: 'registry/web:1.4.2',
      started_at: new Date(endedAt - (40 + at) * 1000).toISOString(),
    };
    entries.push(entryOf(death, 1, options, { workload, ...ended }), entryOf(backOff, 1, options, { workload }));
  }
  return entries;
}

/** An entry as the first Go collector wrote it: labels and a line with everything, no structured metadata. */
export function oldEntry(
  ms: number,
  { name, namespace, reason, message }: Record<'name' | 'namespace' | 'reason' | 'message', string>
): Entry {
  const parts = [
    `Kind:Event, APIVersion:v1, Name:${name}.${ms.toString(16)}, Namespace:${namespace}, UID:uid-${ms}, ResourceVersion:${ms}`,
    `Kind:Pod, Namespace:${namespace}, Name:${name}, UID:uid-of-${name}, APIVersion:v1`,
    `Reason:${reason}, Message: ${message}, Component:kubelet, Host:node-a, Count:1, Type:Normal`,
    'Series:nil, Related:nil, ReportingController:kubelet, ReportingInstance:node-a, ',
  ];
  return {
    labels: { _kind: 'Pod', _namespace: namespace, _type: 'Normal', _host: 'node-a' },
    timestampNs: BigInt(ms) * 1_000_000n,
    line: parts.join(', '),
    metadata: {},
  };
}

/** Text that has broken collectors and pages before. */
export const HOSTILE = [
  'says "quoted" and \\back\\slashed\\ and `ticked`',
  'two\nlines\tand a tab',
  'control \u0001\u0007\u001b[31m characters',
  'emoji 🎉👩‍👩‍👧 and ünïcödé 漢字',
  'right to left: \u05e9\u05dc\u05d5\u05dd \u202eoverridden\u202c',
  'LogQL {{.x}} {_kind=~".+"} |= "y" | json and $1 ${__from} $__interval',
  '<img src=x onerror="document.title=1"> & <b>bold</b>',
  'percent %s %2C comma, equals=, semicolon;',
];

export const hostileEntries = (ms: number): Entry[] =>
  HOSTILE.map((message, at) =>
    entryOf(eventAt(ms + at * 1000, { message, name: `hostile-${at}`, namespace: 'hostile' }), 1)
  );
