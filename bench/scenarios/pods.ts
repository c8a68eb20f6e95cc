import { setTimeout as delay } from 'node:timers/promises';
import { mustCall } from '../../stack/src/api.ts';
import { inParallel } from '../../stack/src/parallel.ts';
import { deleteEvents } from '../events.ts';
import { COLLECTOR } from '../results.ts';
import { type Subject } from '../subject.ts';
import { type Bed, measureEach, untilWorking } from './bed.ts';

const NAMESPACE = 'bench-pods';
/** How often a kubelet writes the status of a pod whose conditions change all the time, in seconds. */
const STATUS_EACH_S = 30;
/** As many requests run side by side. */
const PARALLEL = 32;
/** How many containers end while the statuses change. */
const ENDED = 100;

/** Pods of a Deployment, and its revisions that are kept, each a ReplicaSet. */
const PODS_EACH = 10;
const REVISIONS_EACH = 3;

/**
 * What it costs to record how containers end and what changes, with 10,000 pods of 1,000 Deployments: the collector, and
 * the same without either. On a quiet cluster, and with each pod's status written every 30 s.
 */
export async function pods(bed: Bed): Promise<void> {
  const count = bed.quick ? 300 : 10_000;
  const seconds = bed.quick ? 3 : 30;
  const names = Array.from({ length: count }, (_, number) => `pod-${number}`);
  bed.report(`pods: creating ${count}`);
  await createPods(bed, names);
  await createRevisions(bed, count / PODS_EACH);
  const own = bed.subjects.find(({ name }) => name === COLLECTOR)!;
  const without = ['terminations', 'changes'].map((feature) => ({
    ...own,
    name: `collector, ${feature} off`,
    command: `export KUBERNETES_EVENTS_${feature.toUpperCase()}_ENABLED=false; ${own.command}`,
  }));
  const all = { ...bed, subjects: [own, ...without] };
  await measureEach(all, `${count.toLocaleString('en')} pods`, deleteEvents, async (subject) => {
    await untilWorking(bed, subject);
    await settled(subject);
    const idleMiB = subject.usage().rssMiB;
    const quietCpu = await cpuShare(subject, () => delay(seconds * 1000));
    let statusRate = 0;
    const churnCpu = await cpuShare(subject, async () => {
      statusRate = await changeStatuses(bed, names, seconds);
    });
    const { peakMiB } = subject.usage();
    return { idleMiB, quietCpu, statusRate, churnCpu, peakMiB };
  });
}

async function createPods({ stack }: Bed, names: readonly string[]): Promise<void> {
  await mustCall(stack.apiServer(), 'PATCH', `/api/v1/namespaces/${NAMESPACE}?fieldManager=bench`, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE },
  });
  await inParallel(
    names,
    async (name) => {
      const path = `/api/v1/namespaces/${NAMESPACE}/pods/${name}?fieldManager=bench`;
      await mustCall(stack.apiServer(), 'PATCH', path, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, labels: { app: 'web' } },
        spec: { ...podSpec(1), nodeName: 'n1', automountServiceAccountToken: false },
      });
    },
    PARALLEL
  );
}

/** Deployments with their ReplicaSets, as their controller makes them. */
async function createRevisions({ stack }: Bed, deployments: number): Promise<void> {
  const folder = `/apis/apps/v1/namespaces/${NAMESPACE}`;
  const put = (plural: string, kind: string, metadata: { name: string }, spec: object): Promise<unknown> =>
    mustCall(stack.apiServer(), 'PATCH', `${folder}/${plural}/${metadata.name}?fieldManager=bench`, {
      apiVersion: 'apps/v1',
      kind,
      metadata,
      spec,
    });
  await inParallel(
    Array.from({ length: deployments }, (_, number) => `web-${number}`),
    async (name) => {
      const specOf = (labels: object, revision: number): object => ({
        replicas: 0,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: podSpec(revision) },
      });
      const created = await put('deployments', 'Deployment', { name }, specOf({ app: name }, REVISIONS_EACH));
      const { uid } = (created as { metadata: { uid: string } }).metadata;
      const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true }];
      for (let revision = 1; revision <= REVISIONS_EACH; revision++) {
        const labels = { app: name, 'pod-template-hash': `h${revision}` };
        const annotations = { 'deployment.kubernetes.io/revision': String(revision) };
        const metadata = { name: `${name}-h${revision}`, labels, annotations, ownerReferences };
        await put('replicasets', 'ReplicaSet', metadata, specOf(labels, revision));
      }
    },
    PARALLEL
  );
}

function podSpec(version: number): object {
  const env = Array.from({ length: 20 }, (_, number) => ({ name: `SETTING_${number}`, value: 'x'.repeat(40) }));
  return { containers: [{ name: 'main', image: `registry.example/web:${version}`, env }] };
}

/**
 * Writes the statuses for some seconds, each every 30 s: some of them with a container that has ended. Resolves with how
 * many a second the API server took.
 */
async function changeStatuses({ stack }: Bed, names: readonly string[], seconds: number): Promise<number> {
  const fromMs = performance.now();
  const untilMs = fromMs + seconds * 1000;
  const wanted = names.slice(0, Math.ceil((names.length * seconds) / STATUS_EACH_S));
  let [started, written] = [0, 0];
  await inParallel(
    wanted,
    async (name) => {
      const atMs = fromMs + (1000 * STATUS_EACH_S * started++) / names.length;
      await delay(Math.max(0, atMs - performance.now()));
      if (performance.now() > untilMs) {
        return;
      }
      const time = new Date().toISOString().replace(/\.\d+Z/, 'Z');
      const ready = { type: 'Ready', status: 'True', lastTransitionTime: time };
      const terminated = { exitCode: 1, reason: 'Error', startedAt: time, finishedAt: time };
      const ended = written++ < ENDED && {
        containerStatuses: [
          { name: 'main', image: 'web:1', imageID: '', ready: false, restartCount: 0, state: { terminated } },
        ],
      };
      const path = `/api/v1/namespaces/${NAMESPACE}/pods/${name}/status`;
      const status = { conditions: [ready], ...ended };
      await mustCall(stack.apiServer(), 'PATCH', path, { status }, 'application/merge-patch+json');
    },
    PARALLEL
  );
  const writtenMs = performance.now();
  await delay(Math.max(0, untilMs - writtenMs));
  return (written / (writtenMs - fromMs)) * 1000;
}

/** The part of a core that the subject uses meanwhile, in percent. */
async function cpuShare(subject: Subject, meanwhile: () => Promise<unknown>): Promise<number> {
  const [fromMs, before] = [performance.now(), subject.usage()];
  await meanwhile();
  return (100 * (subject.usage().cpuMs - before.cpuMs)) / (performance.now() - fromMs);
}

/** Until the subject has done what belongs to its start: it uses hardly any CPU time for a second. */
async function settled(subject: Subject): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if ((await cpuShare(subject, () => delay(1_000))) < 2) {
      return;
    }
  }
}
