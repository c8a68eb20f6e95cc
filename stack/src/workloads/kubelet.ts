import { eviction, type Life, lifeOf, type Step, stopping } from './life.ts';
import { type Pod, PodStatus } from './pod-status.ts';
import { type ObjectReference, type Occasion } from './recorder.ts';

/** What kubelets do in the cluster. */
export interface Reports {
  record(host: string, object: ObjectReference, occasion: Occasion): Promise<void>;
  sendStatus(pod: Pod, status: PodStatus): Promise<void>;
  /** Removes a pod that has ended. */
  remove(pod: Pod): Promise<void>;
}

interface Known {
  pod: Pod;
  status: PodStatus;
  life: Life;
  /** What comes next, and when; undefined once nothing does. */
  step: Step | undefined;
  due: number;
  isStopping: boolean;
  /** Whether its node has not responded since its status was sent: controllers may have changed it. */
  isStale: boolean;
}

const OVER = ['Succeeded', 'Failed'];

/** Plays the kubelets' part for pods with one container: the pods' status, and the events that go with it. */
export class Kubelets {
  readonly #reports: Reports;
  readonly #known = new Map<string, Known>();
  readonly #nodes: string[] = [];
  #addresses = 0;
  #answering: ReadonlySet<string> = new Set();

  constructor(reports: Reports) {
    this.#reports = reports;
  }

  /** Takes the current pods, and the simulated nodes: those whose kubelets do not respond report nothing. */
  observe(
    pods: readonly Pod[],
    nodes: { answering: readonly string[]; silent: ReadonlySet<string> },
    now: number
  ): void {
    this.#answering = new Set(nodes.answering);
    const here = pods.filter(
      ({ spec: { nodeName = '' } }) => this.#answering.has(nodeName) || nodes.silent.has(nodeName)
    );
    for (const pod of here) {
      const known = this.#known.get(pod.metadata.uid) ?? this.#newcomer(pod, now);
      known.pod = pod;
      this.#known.set(pod.metadata.uid, known);
      if (pod.metadata.deletionTimestamp && !known.isStopping) {
        known.isStopping = true;
        this.#begin(known, stopping(pod, known.status.isRunning), now);
      }
    }
    const there = new Set(here.map(({ metadata }) => metadata.uid));
    for (const uid of this.#known.keys()) {
      if (!there.has(uid)) {
        this.#known.delete(uid);
      }
    }
  }

  evict({ metadata }: Pod, message: string, now: number): void {
    const known = this.#known.get(metadata.uid);
    if (known && !known.isStopping) {
      this.#begin(known, eviction(known.pod, known.status.isRunning, message), now);
    }
  }

  #newcomer(pod: Pod, now: number): Known {
    const ip = pod.status?.podIP ?? this.#address(pod.spec.nodeName ?? '');
    const status = new PodStatus(pod, ip);
    const life = lifeOf(pod, ip, status);
    const known = { pod, status, life, step: undefined, due: 0, isStopping: false, isStale: false };
    if (!OVER.includes(pod.status?.phase ?? '')) {
      this.#begin(known, life, now);
    }
    return known;
  }

  #address(node: string): string {
    if (!this.#nodes.includes(node)) {
      this.#nodes.push(node);
    }
    return `10.244.${this.#nodes.indexOf(node)}.${2 + (this.#addresses++ % 250)}`;
  }

  #begin(known: Known, life: Life, now: number): void {
    known.life = life;
    this.#advance(known, now);
  }

  #advance(known: Known, now: number): void {
    known.step = known.life.next().value ?? undefined;
    // Pods must not repeat in step: each pause is up to a fifth longer.
    known.due = now + (known.step?.after ?? 0) * 1000 * (1 + Math.random() / 5);
  }

  /** Does what is due. */
  async tick(now: number): Promise<void> {
    for (const known of this.#known.values()) {
      if (!this.#answering.has(known.pod.spec.nodeName ?? '')) {
        known.isStale = true;
        continue;
      }
      if (known.isStale) {
        known.isStale = false;
        await this.#reports.sendStatus(known.pod, known.status);
      }
      while (known.step && known.due <= now) {
        await this.#take(known, known.step, now);
        this.#advance(known, now);
      }
    }
  }

  async #take({ pod, status }: Known, { event, ofPod, change, isUnseen, removes }: Step, now: number): Promise<void> {
    if (event) {
      await this.#reports.record(pod.spec.nodeName ?? '', referenceTo(pod, ofPod), event);
    }
    if (change) {
      change(status, `${new Date(now).toISOString().slice(0, 19)}Z`);
    }
    if (change && !isUnseen) {
      await this.#reports.sendStatus(pod, status);
    }
    if (removes) {
      await this.#reports.remove(pod);
    }
  }
}

function referenceTo({ metadata, spec }: Pod, ofPod = false): ObjectReference {
  const { name, namespace, uid, resourceVersion } = metadata;
  const fieldPath = ofPod ? undefined : `spec.containers{${spec.containers[0]?.name}}`;
  return { kind: 'Pod', name, namespace, uid, resourceVersion, ...(fieldPath && { fieldPath }) };
}
