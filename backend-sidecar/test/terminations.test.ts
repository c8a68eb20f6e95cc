import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { entryOf, type Event } from '@kubernetes-events/event';
import { type Frame } from '../src/kubernetes/stream.ts';
import { LONGEST_MESSAGE_BYTES } from '../src/terminations/message.ts';
import { type Pod, slimPod } from '../src/terminations/pod.ts';
import { Terminations } from '../src/terminations/terminations.ts';
import { type Output } from '../src/watch/state.ts';

/** How many frames another leader watches after a cut. */
const AFTER_CUT = 40;

const signal = new AbortController().signal;

/** What a watch of a real node's pods brought, and one of its events: 20 incidents, in order. */
const PODS = framesOf('pod-frames');
const EVENTS = framesOf('event-frames').map(({ object }) => object as Event);

function framesOf(name: string): Frame[] {
  const file = path.join(import.meta.dirname, `../../pkg/event/samples/${name}.jsonl.gz`);
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Frame);
}

interface Options {
  /** Called with the pod whose events are read. */
  asked?: (name: string) => void;
  completed?: boolean;
  since?: string;
  selects?: (event: Event) => boolean;
  /** Events that the kubelet's recorder drops. */
  dropped?: (event: Event) => boolean;
}

function terminations({
  completed = false,
  since = '2026-11-25T18:00:00Z',
  selects = () => true,
  asked = () => undefined,
  dropped = () => false,
}: Options = {}) {
  return new Terminations({
    completed,
    since,
    floors: {},
    selects,
    workloads: undefined,
    eventsOf: ({ metadata }) => {
      asked(metadata?.name ?? '');
      const events = eventsAt(metadata?.uid ?? '', metadata?.resourceVersion ?? '');
      return Promise.resolve(events.filter((event) => !dropped(event)));
    },
  });
}

/** The events about a pod as they were at a version. */
function eventsAt(uid: string, version: string): Event[] {
  const newest = new Map<string, Event>();
  for (const event of EVENTS) {
    if (event.involvedObject?.uid === uid && Number(event.metadata?.resourceVersion) <= Number(version)) {
      newest.set(event.metadata?.uid ?? '', event);
    }
  }
  return [...newest.values()];
}

function outputOf({ type, object }: Frame): Output {
  const event = object as Event;
  const position = { version: event.metadata?.resourceVersion ?? '' };
  if (type === 'DELETED') {
    return { kind: 'deleted', event, position };
  }
  return { kind: 'revision', event, seen: type === 'ADDED' ? 'added' : 'modified', position };
}

type Entry = Extract<Output, { kind: 'revision' }>;

const entriesIn = (outputs: readonly Output[]): Entry[] => outputs.filter((output) => output.kind === 'revision');
const textOf = ({ event, own }: Entry): string =>
  JSON.stringify(entryOf(event, own!.increment, {}, own!.metadata), big);
const big = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

async function replay(frames: readonly Frame[], options: Options = {}): Promise<Entry[]> {
  const watched = terminations(options);
  watched.listing();
  return entriesIn(await watched.outputsOf([{ kind: 'complete' }, ...frames.map(outputOf)], signal));
}

const messagesOf = (entries: readonly Entry[], pod: string): string[] =>
  entries.filter(({ event }) => event.involvedObject?.name?.startsWith(pod)).map(({ event }) => event.message ?? '');

describe('terminations', () => {
  it('are one entry a container that ended, as a real node wrote them', async () => {
    const entries = await replay(PODS, { completed: true });
    const ended = new Set(
      PODS.flatMap(({ object }) => (object as Pod).status?.containerStatuses ?? [])
        .concat(PODS.flatMap(({ object }) => (object as Pod).status?.initContainerStatuses ?? []))
        .flatMap(({ state, lastState }) => [state?.terminated?.containerID, lastState?.terminated?.containerID])
        .filter((id) => typeof id === 'string')
    );
    const ids = entries.map(({ event }) => event.metadata?.uid ?? '').filter((uid) => uid.startsWith('containerd://'));
    assert.ok(ended.size > 0);
    assert.deepEqual(ids.toSorted(), [...ended].toSorted());
  });

  it('say how a container ended', async () => {
    const entries = await replay(PODS);
    const first = (pod: string): string | undefined => messagesOf(entries, pod)[0];
    assert.equal(first('oom-79dd9d4767'), 'Container app was OOM killed (exit code 137, memory limit 48Mi) after 5s');
    assert.equal(
      messagesOf(entries, 'oom-79dd9d4767')[4],
      'Container app was OOM killed (exit code 137, memory limit 48Mi) after 5s, restart 4'
    );
    assert.equal(first('crash-'), 'Container app exited with code 3 after 1s');
    assert.equal(first('segfault'), 'Container app was ended by SIGSEGV (exit code 139) after 0s');
    assert.match(first('oom-init') ?? '', /^Init container import was OOM killed \(exit code 137, memory limit/);
    assert.match(first('init-fails') ?? '', /^Init container migrate exited with code 1/);
    assert.match(first('bad-command') ?? '', /^Container app could not be started \(exit code 128\): failed to create/);
    assert.match(first('oom-sidecar') ?? '', /^Container log-shipper was OOM killed/);
    assert.match(first('storage-limit') ?? '', /^Container app ended unobserved \(reported as exit code 137\)/);
  });

  it('distinguish a container that was lost from one that was not there when its pod ended', async () => {
    const entries = (await replay(PODS)).filter(({ event }) => event.reason === 'ContainerStatusUnknown');
    const of = (pod: string): string[] => messagesOf(entries, pod);
    assert.match(
      of('no-tag').join(),
      /^Container app was not running when its pod ended \(reported as exit code 137\)/
    );
    assert.match(of('oom-tiny').join(), /^Container app was not running when its pod ended/);
    assert.match(of('storage-limit').join(), /^Container app ended unobserved .* used to be Running$/);
    // Its last end is known.
    assert.deepEqual(of('segfault'), []);
    const { object } = PODS.findLast(({ object }) => (object as Pod).metadata?.name === 'no-tag')!;
    const deleted = structuredClone(object) as Pod;
    deleted.metadata!.deletionTimestamp = '2026-11-25T19:16:00Z';
    deleted.status = { ...deleted.status, reason: null, conditions: [] };
    const [entry] = await replay([{ type: 'MODIFIED', object: deleted }]);
    assert.match(
      entry?.event.message ?? '',
      /^Container app was not running .*: its pod was deleted: The container could/
    );
    deleted.status.containerStatuses![0]!.containerID = 'containerd://4711';
    const [lost] = await replay([{ type: 'MODIFIED', object: deleted }]);
    assert.match(lost?.event.message ?? '', /^Container app ended unobserved/);
  });

  it('say what sent SIGKILL, and never call that an OOM kill', async () => {
    const entries = await replay(PODS);
    const causes: Record<string, RegExp> = {
      'live-http': /: it failed its liveness probe$/,
      'live-exec': /: it failed its liveness probe$/,
      'startup-slow': /: it failed its startup probe$/,
      'post-start': /: its postStart hook failed$/,
      deadline: /: its pod ran longer than activeDeadlineSeconds$/,
      'empty-dir-full': /: its pod was evicted: Usage of EmptyDir volume "cache" exceeds the limit "10Mi"$/,
      'ignores-term': /: its pod was deleted, and it still ran after the grace period of 5 s$/,
      'sandbox-killed': /: the sandbox of its pod was changed$/,
      'killed-outside': /^Container app was ended by SIGKILL \(exit code 137\) after 24s$/,
    };
    for (const [pod, cause] of Object.entries(causes)) {
      const [message = ''] = messagesOf(entries, pod);
      assert.match(message, cause, pod);
      assert.doesNotMatch(message, /OOM/, pod);
    }
  });

  it('say that a probe had failed if the kubelet dropped its event of the kill', async () => {
    const entries = await replay(PODS, { dropped: ({ reason }) => reason === 'Killing' });
    for (const [pod, probe] of Object.entries({
      'live-http': 'liveness',
      'live-exec': 'liveness',
      startup: 'startup',
    })) {
      assert.match(messagesOf(entries, pod)[0] ?? '', new RegExp(`: its ${probe} probe had failed$`), pod);
    }
    assert.doesNotMatch(messagesOf(entries, 'killed-outside')[0] ?? '', /probe/);
  });

  it('have the labels and metadata of an event, and their own', async () => {
    const [entry] = (await replay(PODS)).filter(({ event }) => event.involvedObject?.name === 'segfault').slice(1);
    const { labels, metadata, timestampNs } = entryOf(entry!.event, entry!.own!.increment, {}, entry!.own!.metadata);
    assert.equal(labels._kind, 'Pod');
    assert.equal(labels._type, 'Warning');
    assert.ok(labels._host);
    const { container, exit_code, signal: by, restart_count, component, reason, field_path } = metadata;
    assert.deepEqual(
      { container, exit_code, by, restart_count, component, reason, field_path },
      {
        container: 'app',
        exit_code: '139',
        by: '11',
        restart_count: '1',
        component: 'loki-event-collector',
        reason: 'Error',
        field_path: 'spec.containers{app}',
      }
    );
    assert.ok(metadata.image && metadata.started_at);
    assert.equal(timestampNs % 1_000_000_000n, 0n);
  });

  it('are recorded once, whichever frame the watch is cut at', async () => {
    const pods = new Map<string, Event>();
    const leader = terminations();
    leader.listing();
    await leader.outputsOf([{ kind: 'complete' }], signal);
    const perFrame: string[][] = [];
    for (const frame of PODS) {
      perFrame.push(entriesIn(await leader.outputsOf([outputOf(frame)], signal)).map(textOf));
    }
    for (const [at, { type, object }] of PODS.entries()) {
      const { uid } = (object as Pod).metadata!;
      if (type === 'DELETED') {
        pods.delete(uid!);
      } else {
        pods.set(uid!, slimPod(object as Pod) as Event);
      }
      // The next leader recalls the pods as they were at this version, and watches on.
      const next = terminations();
      next.listing();
      const recalled = [...pods.values()].map((event): Output => ({ kind: 'recalled', event }));
      const rest = PODS.slice(at + 1, at + 1 + AFTER_CUT);
      const entries = entriesIn(
        await next.outputsOf([...recalled, { kind: 'complete' }, ...rest.map(outputOf)], signal)
      ).map(textOf);
      assert.deepEqual(entries, perFrame.slice(at + 1, at + 1 + AFTER_CUT).flat(), `cut after frame ${at}`);
    }
  });

  it('are those since the checkpoint, where the watch could not continue from it', async () => {
    const all = await replay(PODS);
    const since = '2026-11-25T19:14:00Z';
    const pods = new Map(PODS.map(({ type, object }) => [(object as Pod).metadata!.uid!, { type, object }]));
    const left = [...pods.values()].filter(({ type }) => type !== 'DELETED');
    const listed = left.map(({ object }): Output => ({ kind: 'revision', event: object as Event, seen: 'gap' }));
    const next = terminations({ since });
    next.listing();
    const entries = entriesIn(await next.outputsOf([...listed, { kind: 'complete' }], signal));
    const uids = new Set(left.map(({ object }) => (object as Pod).metadata!.uid));
    const lastTwo = new Set(
      left
        .flatMap(({ object }) => [
          ...((object as Pod).status?.initContainerStatuses ?? []),
          ...((object as Pod).status?.containerStatuses ?? []),
        ])
        .flatMap(({ state, lastState }) => [state?.terminated?.containerID, lastState?.terminated?.containerID])
    );
    const expected = all.filter(
      ({ event }) =>
        uids.has(event.involvedObject?.uid) &&
        lastTwo.has(event.metadata?.uid) &&
        event.lastTimestamp! >= '2026-11-25T19:12:00Z'
    );
    const idsOf = (list: readonly Entry[]): unknown[] => list.map(({ event }) => event.metadata?.uid).toSorted();
    assert.ok(expected.length > 0);
    assert.deepEqual(idsOf(entries.filter(({ event }) => lastTwo.has(event.metadata?.uid))), idsOf(expected));
  });

  it('are not laid to an eviction that came after them', async () => {
    const evicted = PODS.findLast(({ object }) => (object as Pod).metadata?.name?.startsWith('crash-85'))!;
    assert.equal((evicted.object as Pod).status?.reason, 'Evicted');
    const [entry] = await replay([evicted]);
    assert.equal(entry?.event.message, 'Container app exited with code 3 after 1s, restart 5');
  });

  it('earlier than the position take no request for the events that may name their cause', async () => {
    const newest = new Map(PODS.map(({ object }) => [(object as Pod).metadata!.uid!, object as Event]));
    const listed = [...newest.values()].map((event): Output => ({ kind: 'revision', event, seen: 'backfill' }));
    const askedSince = async (since: string): Promise<string[]> => {
      const asked: string[] = [];
      const next = terminations({ since, asked: (name) => asked.push(name) });
      next.listing();
      await next.outputsOf([...listed, { kind: 'complete' }], signal);
      return asked;
    };
    assert.ok((await askedSince('2026-11-25T18:00:00Z')).length > 0);
    assert.deepEqual(await askedSince('2026-11-26T18:00:00Z'), []);
  });

  it('count the ends that no revision showed', async () => {
    const frames = PODS.filter(({ object }) => (object as Pod).metadata?.name === 'segfault');
    const [first, ...others] = frames;
    const skipped = [first!, ...others.slice(-2)];
    const increments = (entries: readonly Entry[]): number => entries.reduce((sum, { own }) => sum + own!.increment, 0);
    const [every, some] = [await replay(frames), await replay(skipped)];
    assert.ok(some.length < every.length);
    assert.equal(increments(some), increments(every));
  });

  it('with exit code 0 are recorded where that is asked for, and where a Job has failed', async () => {
    const isCompleted = ({ event }: Entry): boolean => event.reason === 'Completed';
    assert.equal((await replay(PODS)).filter(isCompleted).length, 0);
    const completed = (await replay(PODS, { completed: true })).filter(isCompleted);
    assert.ok(completed.length > 0);
    assert.ok(completed.every(({ event }) => event.type === 'Normal'));
    const { object } = PODS.find(({ object: pod }) => messageOfCompleted(pod as Pod))!;
    const ofJob = structuredClone(object) as Pod;
    ofJob.metadata!.ownerReferences = [{ kind: 'Job', controller: true }];
    ofJob.status!.phase = 'Failed';
    const [entry] = await replay([{ type: 'MODIFIED', object: ofJob }]);
    assert.match(entry?.event.message ?? '', /^Container app completed \(exit code 0\)/);
  });

  it('are left out where the field selector for the events excludes them', async () => {
    const selects = (event: Event): boolean => event.involvedObject?.name === 'segfault';
    const entries = await replay(PODS, { selects });
    assert.ok(entries.length > 0);
    assert.ok(entries.every(({ event }) => event.involvedObject?.name === 'segfault'));
  });

  it('have the last message of the container, cut at 1 KiB and never within a character', async () => {
    const pod = structuredClone(PODS.find(({ object }) => messagesOfEnds(object as Pod).length > 0)!.object) as Pod;
    const [status] = pod.status!.containerStatuses!;
    status!.state = { terminated: { ...status!.state!.terminated, reason: 'Error', message: 'é'.repeat(1_000) } };
    status!.lastState = null;
    const [entry] = await replay([{ type: 'MODIFIED', object: pod }]);
    const words = /Its last message: (.*)…$/.exec(entry!.event.message ?? '')?.[1];
    assert.equal(words, 'é'.repeat(LONGEST_MESSAGE_BYTES / 2));
  });

  it('of evicted pods are entries of their own where the kubelet dropped its event', async () => {
    const evictions = async (options: Options = {}): Promise<Entry[]> =>
      (await replay(PODS, options)).filter(({ event }) => event.reason === 'Evicted');
    const evicted = new Set(PODS.filter(({ object }) => (object as Pod).status?.reason === 'Evicted').map(nameOf));
    const written = new Set(
      EVENTS.filter(({ reason }) => reason === 'Evicted').map(({ involvedObject }) => involvedObject?.name)
    );
    const unwritten = [...evicted].filter((name) => !written.has(name));
    const entries = await evictions();
    assert.ok(unwritten.length > 0);
    assert.deepEqual(entries.map(({ event }) => event.involvedObject?.name).sort(), unwritten.sort());
    assert.match(entries[0]?.event.message ?? '', /^The node was low on resource: memory\. .*Ki\.$/);
  });

  it('of evicted pods are no entries where the event is on its way, as the kubelet has dropped none', async () => {
    const all = await replay(PODS, { dropped: ({ reason }) => reason === 'Evicted' });
    const names = all.filter(({ event }) => event.reason === 'Evicted').map(({ event }) => event.involvedObject?.name);
    assert.ok(names.includes('registry-down'), 'the kubelet dropped its event');
    assert.ok(!names.includes('empty-dir-full'), 'it has had one warning, so its event was on its way');
  });

  it('of pods that no Event reports are entries of their own: drained, or gone with their node', async () => {
    const pod = (reason: string, status: Partial<Pod['status']> = {}): Frame => ({
      type: 'MODIFIED',
      object: {
        metadata: { name: 'web-1', namespace: 'shop', uid: `u-${reason}`, resourceVersion: '7' },
        status: {
          ...status,
          conditions: [
            {
              type: 'DisruptionTarget',
              status: 'True',
              reason,
              message: 'why',
              lastTransitionTime: '2026-11-25T19:10:00Z',
            },
          ],
        },
      } satisfies Pod,
    });
    const drained = pod('EvictionByEvictionAPI');
    const frames = [
      drained,
      drained,
      pod('DeletionByPodGC'),
      pod('PreemptionByScheduler'),
      pod('TerminationByKubelet'),
    ];
    assert.deepEqual(
      (await replay(frames)).map(({ event }) => [event.reason, event.message]),
      [
        ['EvictionByEvictionAPI', 'Pod was evicted through the API, as by a drain (why)'],
        ['DeletionByPodGC', 'Pod was deleted because its node is gone (why)'],
      ]
    );
  });
});

const nameOf = ({ object }: Frame): string => (object as Pod).metadata?.name ?? '';

const messagesOfEnds = ({ status }: Pod): unknown[] =>
  (status?.containerStatuses ?? []).flatMap(({ state }) => (state?.terminated?.exitCode ? [state] : []));

const messageOfCompleted = ({ status }: Pod): boolean =>
  (status?.containerStatuses ?? []).some(({ state }) => state?.terminated?.exitCode === 0);
