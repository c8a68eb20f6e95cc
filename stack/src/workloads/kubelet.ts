import { type ObjectReference, type Recorder } from './recorder.ts';

/** The parts of a pod that the simulated kubelet reads. */
export interface Pod {
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    resourceVersion: string;
    deletionTimestamp?: string;
    annotations?: Record<string, string>;
  };
  spec: { nodeName?: string; containers: Array<{ name: string; image: string }> };
  status?: { podIP?: string; phase?: string };
}

/** One event of a pod's life, and the seconds until it comes after the one before. */
interface Step {
  after: number;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** It is about the container, not the pod. */
  container?: boolean;
}

/** The events of a pod's life: its start, and what repeats afterwards. */
interface Life {
  start: Step[];
  again: Step[];
}

const normal = (after: number, reason: string, message: string): Step => ({
  after,
  type: 'Normal',
  reason,
  message,
  container: true,
});
const warning = (after: number, reason: string, message: string, container = true): Step => ({
  after,
  type: 'Warning',
  reason,
  message,
  container,
});

const started = [normal(0.3, 'Created', 'Container created'), normal(0.2, 'Started', 'Container started')];

const pulled = (image: string): Step[] => [
  normal(0.5, 'Pulling', `Pulling image "${image}"`),
  normal(
    1.2,
    'Pulled',
    `Successfully pulled image "${image}" in 1.204s (1.204s including waiting). Image size: 48112342 bytes.`
  ),
];

const restarted = (image: string): Step[] => [
  normal(8, 'Pulled', `Container image "${image}" already present on machine and can be accessed by the pod`),
  ...started,
];

/**
 * What comes again and again in a pod with a fault. The reasons and messages are the kubelet's own.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/kubelet (events, images, kuberuntime, prober) and
 * pkg/volume/util/operationexecutor.
 */
const AGAIN: Record<string, (pod: Pod, container: string, image: string) => Step[]> = {
  image: (_, _container, image) => [
    normal(1, 'Pulling', `Pulling image "${image}"`),
    warning(
      1,
      'Failed',
      `Failed to pull image "${image}": rpc error: code = NotFound desc = failed to pull and unpack image "${image}": ` +
        `failed to resolve reference "${image}": ${image}: not found`
    ),
    warning(0, 'Failed', 'Error: ErrImagePull'),
    normal(12, 'BackOff', `Back-off pulling image "${image}"`),
    warning(0, 'Failed', 'Error: ImagePullBackOff'),
    normal(25, 'BackOff', `Back-off pulling image "${image}"`),
  ],
  crash: ({ metadata: { name, namespace, uid } }, container, image) => {
    const message = `Back-off restarting failed container ${container} in pod ${name}_${namespace}(${uid})`;
    return [warning(6, 'BackOff', message), warning(14, 'BackOff', message), ...restarted(image)];
  },
  mount: (_, container) => {
    const message = `MountVolume.SetUp failed for volume "tls" : secret "${container}-tls" not found`;
    return [warning(16, 'FailedMount', message, false)];
  },
  liveness: (_, container, image) => {
    const message = 'Liveness probe failed: HTTP probe failed with statuscode: 503';
    return [
      ...[40, 10, 10].map((after) => warning(after, 'Unhealthy', message)),
      normal(0, 'Killing', `Container ${container} failed liveness probe, will be restarted`),
      ...restarted(image),
    ];
  },
  readiness: ({ status }) => [
    warning(
      20,
      'Unhealthy',
      `Readiness probe failed: Get "http://${status?.podIP ?? '10.0.0.1'}:8080/ready": context deadline exceeded ` +
        '(Client.Timeout exceeded while awaiting headers)'
    ),
  ],
};

/** Faults that keep a container from being made at all. */
const NEVER_STARTED = new Set(['image', 'mount']);

function lifeOf(pod: Pod): Life {
  const { name = '', image = '' } = pod.spec.containers[0] ?? {};
  const fault = pod.metadata.annotations?.['simulated-fault'] ?? '';
  return {
    start: NEVER_STARTED.has(fault) ? [] : [...pulled(image), ...started],
    again: AGAIN[fault]?.(pod, name, image) ?? [],
  };
}

interface Known {
  pod: Pod;
  life: Life;
  next: number;
  due: number;
  ended: boolean;
}

/** Plays the kubelets' part in recording pod events; kwok plays their part in the pods' status. */
export class Kubelets {
  readonly #recorder: Pick<Recorder, 'record'>;
  readonly #known = new Map<string, Known>();
  #silent: ReadonlySet<string> = new Set();

  constructor(recorder: Pick<Recorder, 'record'>) {
    this.#recorder = recorder;
  }

  /** Takes the current pods, and the nodes whose kubelets do not respond: they report nothing. */
  observe(pods: readonly Pod[], silent: ReadonlySet<string>, now: number): void {
    this.#silent = silent;
    const there = new Set<string>();
    for (const pod of pods.filter(({ spec }) => spec.nodeName)) {
      there.add(pod.metadata.uid);
      const known = this.#known.get(pod.metadata.uid);
      if (known) {
        known.pod = pod;
      } else {
        const life = lifeOf(pod);
        const first = life.start[0] ?? life.again[0];
        this.#known.set(pod.metadata.uid, { pod, life, next: 0, due: now + (first?.after ?? 0) * 1000, ended: false });
      }
    }
    for (const uid of this.#known.keys()) {
      if (!there.has(uid)) {
        this.#known.delete(uid);
      }
    }
  }

  /** Records the events that are due. */
  async tick(now: number): Promise<void> {
    const heard = [...this.#known.values()].filter(({ pod }) => !this.#silent.has(pod.spec.nodeName ?? ''));
    for (const known of heard) {
      if (known.pod.metadata.deletionTimestamp) {
        await this.#stop(known);
      }
      while (!known.ended && known.due <= now) {
        await this.#step(known, now);
      }
    }
  }

  async #stop(known: Known): Promise<void> {
    // A pod that has ended has no container left to stop.
    const over = ['Succeeded', 'Failed'].includes(known.pod.status?.phase ?? '');
    if (!known.ended && !over) {
      const container = known.pod.spec.containers[0]?.name ?? '';
      await this.#record(known.pod, normal(0, 'Killing', `Stopping container ${container}`));
    }
    known.ended = true;
  }

  async #step(known: Known, now: number): Promise<void> {
    const { start, again } = known.life;
    const at = (index: number): Step | undefined =>
      index < start.length ? start[index] : again[(index - start.length) % Math.max(again.length, 1)];
    const step = at(known.next);
    if (!step) {
      known.due = Infinity;
      return;
    }
    await this.#record(known.pod, step);
    known.next++;
    const following = at(known.next);
    // Pods must not repeat in step: each pause is up to a fifth longer.
    known.due = following ? now + following.after * 1000 * (1 + Math.random() / 5) : Infinity;
  }

  #record(pod: Pod, { type, reason, message, container }: Step): Promise<void> {
    const { name, namespace, uid, resourceVersion } = pod.metadata;
    const fieldPath = container ? `spec.containers{${pod.spec.containers[0]?.name}}` : undefined;
    const object: ObjectReference = {
      kind: 'Pod',
      name,
      namespace,
      uid,
      resourceVersion,
      ...(fieldPath && { fieldPath }),
    };
    return this.#recorder.record(pod.spec.nodeName ?? '', object, type, reason, message);
  }
}
