import { texts } from '../text.ts';

export const kubeletContainers = texts('kubelet', {
  Created: [
    'The container runtime has created the container; it is not running yet.',
    'A pod starts or a container restarts',
  ],
  Started: [
    "The container's main process has been started.",
    'A pod starts or a container restarts',
    'Often repeated: the container keeps exiting',
  ],
  'Failed:create': [
    'The kubelet could not create or start the container from its image.',
    'A ConfigMap, Secret or key that the container refers to is missing',
    'The command does not exist in the image or may not be executed',
    'runAsNonRoot with an image that runs as root',
    'The container runtime refuses the mounts, devices or limits',
  ],
  'Failed:start': [
    "One of the kubelet's own steps right before creating or starting the container failed.",
    'CPU, memory or device managers could not set up what the container was promised',
    "The node's cgroups are in a bad state",
  ],
  Killing: [
    'The kubelet is stopping the container; the message says why.',
    'The pod was deleted, scaled down or rolled out again',
    'A liveness or startup probe, or a postStart hook, failed',
    "The container's definition changed",
    'The node is shutting down or short of resources',
  ],
  Preempting: [
    'The kubelet killed this pod to make room for a critical pod on the same node.',
    'A static or system-critical pod did not fit',
    'The node is overcommitted',
  ],
  'BackOff:container': [
    'The container keeps exiting, so the kubelet waits longer and longer before each restart (CrashLoopBackOff).',
    'The application exits with an error: wrong configuration, missing dependency',
    'It is killed for using more memory than its limit (OOMKilled)',
    'A liveness probe that is too strict',
    'The process simply ends although it should run for ever',
  ],
  ExceededGracePeriod: [
    'The container runtime did not stop the pod within its grace period.',
    'The process ignores SIGTERM or hangs in I/O',
    'The container runtime does not answer',
    'A network file system hangs',
  ],
  Unhealthy: [
    'A liveness, readiness or startup probe failed, or could not be carried out.',
    'The application is slow, overloaded or not up yet',
    'Wrong path, port or too short a timeout in the probe',
    'Liveness and startup failures end in a restart, readiness failures take the pod out of its Services',
  ],
  ProbeWarning: [
    'The probe counts as passed, but its answer is suspicious, such as a redirect to another host.',
    'The HTTP probe was redirected elsewhere',
    'The health endpoint asks for a login',
  ],
  FailedPostStartHook: [
    "The container's postStart hook failed, so the container is killed.",
    "The hook's command failed or is missing in the image",
    'Its HTTP endpoint did not answer yet',
  ],
  FailedPreStopHook: [
    "The container's preStop hook failed; the container is stopped all the same.",
    "The hook's command failed or is missing in the image",
    'It took longer than the grace period',
  ],
  LifecycleHTTPFallback: [
    'A lifecycle hook that is set to HTTPS was answered in plain HTTP, and worked after falling back to it.',
    "The hook's scheme is HTTPS although the port speaks HTTP",
  ],
  FailedSync: [
    "The kubelet could not find out the pod's state from the container runtime; it tries again.",
    'The container runtime is down or overloaded',
    'A container is in an inconsistent state',
  ],
  ResizeStarted: [
    "The kubelet has begun to change the pod's CPU or memory in place.",
    "Someone or an autoscaler changed the pod's resources",
  ],
  ResizeCompleted: ["The pod's CPU or memory has been changed in place.", 'A resize went through'],
  ResizeDeferred: [
    'The new CPU or memory does not fit on the node now; the kubelet keeps trying.',
    'Other pods on the node have reserved the room',
  ],
  ResizeInfeasible: [
    'The new CPU or memory can never be given on this node.',
    'More is asked for than the node has',
    "The node's CPU or memory policy, or a feature of the pod, rules a resize out",
  ],
  ResizeError: [
    "Changing the pod's CPU or memory in place failed.",
    'The new memory limit is below what is in use',
    'The container runtime refused the change',
  ],
});
