import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Entry, entryOf, type Event } from '../../pkg/event/src/index.ts';

const SECOND = 1_000_000_000n;

/** Kept from a real API server 1.37: a rollout, a scheduler without room, an autoscaler without metrics, a node that goes. */
const KEPT = readFileSync(path.join(import.meta.dirname, '../../pkg/event/samples/watch-frames.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((frame) => (JSON.parse(frame) as { object: Event }).object);

/** What a pod's kubelet says. Source: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/kubelet */
const KUBELET: ReadonlyArray<[type: 'Normal' | 'Warning', reason: string, message: string]> = [
  ['Warning', 'BackOff', 'Back-off restarting failed container web in pod web-1_shop(1f)'],
  ['Warning', 'Failed', 'Failed to pull image "registry.example/web:9": not found'],
  ['Warning', 'Failed', 'Error: ErrImagePull'],
  ['Normal', 'BackOff', 'Back-off pulling image "registry.example/web:9"'],
  ['Warning', 'FailedMount', 'MountVolume.SetUp failed for volume "tls" : secret "web-tls" not found'],
  ['Warning', 'Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 503'],
  ['Warning', 'Evicted', 'The node was low on resource: ephemeral-storage. '],
];

const NODE: ReadonlyArray<[type: 'Normal' | 'Warning', reason: string, message: string]> = [
  ['Warning', 'SystemOOM', 'System OOM encountered, victim process: java, pid: 4711'],
  ['Warning', 'Rebooted', 'Node n1 has been rebooted, boot id: 6f'],
  ['Warning', 'EvictionThresholdMet', 'Attempting to reclaim ephemeral-storage'],
  ['Normal', 'NodeNotReady', 'Node n1 status is now: NodeNotReady'],
];

let version = 5_000_000;
const event = (
  [type, reason, message]: readonly [string, string, string],
  involvedObject: object,
  reportingComponent: string
): Event => ({
  metadata: { name: `e${++version}`, namespace: 'shop', uid: `u${version}`, resourceVersion: `${version}` },
  involvedObject,
  type,
  reason,
  message,
  source: { component: reportingComponent, ...(reportingComponent === 'kubelet' && { host: 'n1' }) },
  reportingComponent,
});

const pod = (name: string): object => ({ kind: 'Pod', namespace: 'shop', name, uid: name });
const NODE_1 = { kind: 'Node', name: 'n1', uid: 'n1' };

/** An entry as the collector makes it, the given seconds before now. */
export function entryAt(what: Event, secondsAgo: number, increment = 1, workload = ''): Entry {
  const entry = entryOf(what, increment, {}, { workload });
  const now = BigInt(Date.now()) * 1_000_000n;
  return { ...entry, timestampNs: now - BigInt(secondsAgo) * SECOND + BigInt(version++ % 1_000_000) };
}

/** The kept events, and each trouble once every minute of the last twenty. */
export function troubledHours(): Entry[] {
  const kept = KEPT.map((what, at) => entryAt(what, 2000 - at * 10));
  const minutes = Array.from({ length: 20 }, (_, minute) => minute * 60 + 5);
  return [
    ...kept,
    ...minutes.flatMap((ago) => [
      ...KUBELET.map((said) => entryAt(event(said, pod('web-1'), 'kubelet'), ago, 2, 'Deployment/web')),
      ...NODE.map((said) => entryAt(event(said, NODE_1, 'kubelet'), ago)),
      entryAt(
        event(
          ['Warning', 'FailedScheduling', '0/3 nodes are available: 3 Insufficient cpu.'],
          pod('big-1'),
          'default-scheduler'
        ),
        ago
      ),
    ]),
    ...deaths(),
    change(),
    // Refused by Loki at its own time, so stamped with the push time; and a line of the first collector.
    withEventTime(entryAt(event(['Normal', 'Pulled', 'Container image present'], pod('web-1'), 'kubelet'), 30)),
    { ...entryAt(event(['Normal', 'Started', 'Started'], pod('web-1'), 'kubelet'), 40), metadata: {} },
  ];
}

/**
 * Deaths as the collector records them: an OOM kill of `shop/Deployment/web`, and containers of `shop/Deployment/api`, of
 * which the API server showed only the last.
 */
function deaths(): Entry[] {
  const died = (reason: string, exitCode: string, workload: string, increment: number): Entry => {
    const said = ['Warning', reason, `Container main died (exit code ${exitCode})`] as const;
    const entry = entryAt(event(said, pod('x-1'), 'loki-event-collector'), 60, increment, workload);
    return { ...entry, metadata: { ...entry.metadata, exit_code: exitCode, container: 'main' } };
  };
  return [died('OOMKilled', '137', 'Deployment/web', 1), died('Error', '1', 'Deployment/api', 21)];
}

/** A new revision of a Deployment, as the collector records it. */
function change(): Entry {
  const said = ['Normal', 'NewRevision', 'Revision 12: image of main web:1.4.1 → 1.4.2; by helm'] as const;
  const web = { kind: 'Deployment', namespace: 'shop', name: 'web', uid: 'web' };
  const entry = entryAt(event(said, web, 'loki-event-collector'), 60, 1, 'Deployment/web');
  return { ...entry, metadata: { ...entry.metadata, revision: '12', changed: 'image', changed_by: 'helm' } };
}

const withEventTime = (entry: Entry): Entry => ({
  ...entry,
  metadata: { ...entry.metadata, event_time: '2026-01-01T00:00:00Z' },
});

/** A node that stopped answering and came back. */
export function recovered(): Entry[] {
  const name = { kind: 'Node', name: 'n2', uid: 'n2' };
  return [
    entryAt(event(['Normal', 'NodeNotReady', 'Node n2 status is now: NodeNotReady'], name, 'node-controller'), 600),
    entryAt(event(['Normal', 'NodeReady', 'Node n2 status is now: NodeReady'], name, 'kubelet'), 300),
  ];
}

/** Troubles that pass by themselves: one failed mount, and a pod that got its node after two minutes. */
export function passing(): Entry[] {
  const failed: [string, string, string] = ['Warning', 'FailedScheduling', '0/3 nodes are available.'];
  return [
    entryAt(event(KUBELET[4] as [string, string, string], pod('calm-1'), 'kubelet'), 200),
    entryAt(event(failed, pod('calm-2'), 'default-scheduler'), 400),
    entryAt(event(failed, pod('calm-2'), 'default-scheduler'), 280),
  ];
}
