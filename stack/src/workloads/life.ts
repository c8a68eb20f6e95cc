import { type Pod, type PodStatus } from './pod-status.ts';
import { type Occasion } from './recorder.ts';

/** One thing that a kubelet does for a pod, and the seconds until it does after the one before. */
export interface Step {
  after: number;
  /** What it records; about the container unless `ofPod`. */
  event?: Occasion;
  ofPod?: boolean;
  /** What changes in the pod's status. It is sent then, or with the next change if the kubelet does not look before. */
  change?: (status: PodStatus, now: string) => void;
  isUnseen?: boolean;
  /** The pod itself goes. */
  removes?: boolean;
}

export type Life = Generator<Step, void, void>;

const normal = (after: number, reason: string, message: string): Step => ({
  after,
  event: { type: 'Normal', reason, message },
});
const warning = (after: number, reason: string, message: string): Step => ({
  after,
  event: { type: 'Warning', reason, message },
});
const change = (after: number, step: Step['change']): Step => ({ after, change: step });

/** Seconds between restarts of a container that ends, and between tries to pull an image. */
const BACK_OFFS = [10, 20, 40, 80, 160, 300];
const backOffOf = (times: number): number => BACK_OFFS[Math.min(times, BACK_OFFS.length - 1)]!;
/** How often the kubelet looks at a pod. */
const SYNC = 12;
/** As Go prints it. */
const duration = (seconds: number): string =>
  seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;

const accepted = change(0.3, (status, now) => status.accepted(now));
const sandboxReady = change(0, (status, now) => status.sandboxReady(now));

function* running(isReady = true): Life {
  yield normal(0.3, 'Created', 'Container created');
  yield normal(0.2, 'Started', 'Container started');
  yield change(0, (status, now) => status.started(now, isReady));
}

function* firstRun({ spec }: Pod, isReady = true): Life {
  const image = spec.containers[0]?.image;
  yield accepted;
  yield normal(0.5, 'Pulling', `Pulling image "${image}"`);
  yield sandboxReady;
  const pulled = `Successfully pulled image "${image}" in 1.204s (1.204s including waiting). Image size: 48112342 bytes.`;
  yield normal(1.2, 'Pulled', pulled);
  yield* running(isReady);
}

function* restarted({ spec }: Pod): Life {
  const image = spec.containers[0]?.image;
  const pulled = `Container image "${image}" already present on machine and can be accessed by the pod`;
  yield normal(0.3, 'Pulled', pulled);
  yield* running();
}

/** The kubelet does not restart a container for a while, and says so whenever it looks at the pod. */
function* backedOff({ metadata: { name, namespace, uid }, spec }: Pod, seconds: number): Life {
  const container = spec.containers[0]?.name;
  const message = `Back-off restarting failed container ${container} in pod ${name}_${namespace}(${uid})`;
  yield warning(1, 'BackOff', message);
  const waiting = `back-off ${duration(seconds)} restarting failed container=${container} pod=${name}_${namespace}(${uid})`;
  yield change(0, (status) => status.backsOff(waiting));
  let left = seconds;
  for (; left > SYNC; left -= SYNC) {
    yield warning(SYNC, 'BackOff', message);
  }
  yield { after: left };
}

/** A container that runs for some seconds, ends with an exit code, and is started again. */
function* crashing(pod: Pod, restarts: number): Life {
  for (let times = restarts; ; times++) {
    yield change(6, (status, now) => status.exited(1, now));
    if (times > 0) {
      yield* backedOff(pod, backOffOf(times - 1));
    }
    yield* restarted(pod);
  }
}

/** A container that is killed whenever its liveness probe has failed three times. */
function* failingLiveness(pod: Pod, restarts: number): Life {
  const container = pod.spec.containers[0]?.name;
  for (let times = restarts; ; times++) {
    for (const after of [40, 10, 10]) {
      yield warning(after, 'Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 503');
    }
    yield normal(0, 'Killing', `Container ${container} failed liveness probe, will be restarted`);
    yield { ...change(5, (status, now) => status.exited(137, now)), isUnseen: true };
    if (times > 1) {
      yield* backedOff(pod, backOffOf(times - 2));
    }
    yield* restarted(pod);
  }
}

function* failingReadiness(ip: string): Life {
  const request = `Get "http://${ip}:8080/ready"`;
  for (;;) {
    const why = `${request}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
    yield warning(20, 'Unhealthy', `Readiness probe failed: ${why}`);
  }
}

/** An image that the registry does not have. */
function* withoutImage({ spec }: Pod): Life {
  const image = spec.containers[0]?.image;
  const why = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve image: ${image}: not found`;
  const backingOff = `Back-off pulling image "${image}"`;
  yield accepted;
  for (let times = 0; ; times++) {
    yield normal(1, 'Pulling', `Pulling image "${image}"`);
    if (times === 0) {
      yield sandboxReady;
    }
    yield warning(1, 'Failed', `Failed to pull image "${image}": ${why}`);
    yield warning(0, 'Failed', 'Error: ErrImagePull');
    yield change(0, (status) => status.waits('ErrImagePull', why));
    for (let left = backOffOf(times); left > 0; left -= SYNC) {
      yield normal(SYNC, 'BackOff', backingOff);
      yield warning(0, 'Failed', 'Error: ImagePullBackOff');
      yield change(0, (status) => status.waits('ImagePullBackOff', `${backingOff}: ErrImagePull: ${why}`));
    }
  }
}

/** The kubelet tries again after twice as long, up to two minutes. */
const LONGEST_MOUNT = 122;

function* withoutSecret({ spec }: Pod): Life {
  const message = `MountVolume.SetUp failed for volume "tls" : secret "${spec.containers[0]?.name}-tls" not found`;
  yield accepted;
  for (let after = 0.5; ; after = Math.min(after * 2, LONGEST_MOUNT)) {
    yield { ...warning(after, 'FailedMount', message), ofPod: true };
  }
}

function* job(exitCode: number): Life {
  yield change(4 + Math.random() * 8, (status, now) => {
    if (status.isRunning) {
      status.exited(exitCode, now);
    }
    status.ending(now);
  });
  yield change(1, (status, now) => status.over(now));
}

/** What happens to a running pod after that, by the fault in its annotation. */
const AFTERWARDS: Record<string, (pod: Pod, ip: string, restarts: number) => Life> = {
  crash: (pod, _, restarts) => crashing(pod, restarts),
  liveness: (pod, _, restarts) => failingLiveness(pod, restarts),
  readiness: (_, ip) => failingReadiness(ip),
  job: () => job(1),
};

const isOfJob = ({ metadata }: Pod): boolean => metadata.ownerReferences?.some(({ kind }) => kind === 'Job') ?? false;

function* idle(): Life {
  // A healthy container writes nothing.
}

/**
 * A pod's life as its kubelet sees it, by the fault in its annotation `simulated-fault`. The order, reasons and messages
 * are those of kubelet 1.37 with containerd 2.4.
 * What ran before stays: a kubelet that is started again starts no container again.
 */
export function* lifeOf(pod: Pod, ip: string, { hasRun, isRunning, restarts }: PodStatus): Life {
  const fault = pod.metadata.annotations?.['simulated-fault'] ?? '';
  if (fault === 'image') {
    return yield* withoutImage(pod);
  }
  if (fault === 'mount') {
    return yield* withoutSecret(pod);
  }
  const isJob = isOfJob(pod);
  if (!hasRun) {
    yield* firstRun(pod, fault !== 'readiness');
  } else if (!isRunning && !isJob) {
    yield* restarted(pod);
  }
  yield* AFTERWARDS[fault]?.(pod, ip, restarts) ?? (isJob ? job(0) : idle());
}

/** A pod that was deleted: its container gets SIGTERM, ends well, and the pod goes. */
export function* stopping({ spec }: Pod, isRunning: boolean): Life {
  if (isRunning) {
    yield normal(0, 'Killing', `Stopping container ${spec.containers[0]?.name}`);
  }
  yield change(isRunning ? 2 : 0, (status, now) => {
    if (status.isRunning) {
      status.exited(0, now);
    }
    status.over(now);
  });
  yield { after: 1, removes: true };
}

export function* eviction({ spec }: Pod, isRunning: boolean, message: string): Life {
  yield { after: 0, event: { type: 'Warning', reason: 'Evicted', message }, ofPod: true };
  if (isRunning) {
    yield normal(0, 'Killing', `Stopping container ${spec.containers[0]?.name}`);
  }
  yield change(2, (status, now) => status.evicted(now, message));
}
