import { texts } from '../text.ts';

export const terminations = texts('loki-event-collector', {
  OOMKilled: [
    'The kernel killed the container since it used more memory than its limit, or than the node had.',
    'The memory limit is too low for the load',
    'A memory leak: it dies after about the same time again and again',
    "The runtime's heap is not sized to the limit (JVM, Node.js, Go)",
    'Without a memory limit: the node itself ran out of memory',
  ],
  Error: [
    'The container ended with an exit code other than 0; the code says how.',
    'Exit code 1 or 2: the application failed, its last log lines say why',
    'Exit code 126 or 127: the command is not executable or not in the image',
    'Exit code 134 or 139: the process aborted or accessed invalid memory',
    'Exit code 137 or 143: SIGKILL or SIGTERM from outside, such as a failed probe, an eviction or a deletion',
  ],
  StartError: [
    'The container runtime created the container, but could not start its process.',
    'The command does not exist in the image or is not executable',
    'A mounted file or a working directory does not exist',
    'A memory limit that is too low to start at all',
  ],
  Completed: [
    'The container ended with exit code 0.',
    'A Job or an init container is done',
    'A process that should run for ever ended by its own decision',
  ],
  ContainerCannotRun: [
    "Docker could not start the container's process.",
    'The command does not exist in the image or is not executable',
    'A mount or a device that Docker refuses',
  ],
  ContainerStatusUnknown: [
    'The container was not there when the kubelet looked or its pod ended; exit code 137 is reported in place of an unknown one.',
    'The pod was evicted, deleted or past its deadline before its container was created: nothing was killed',
    'The node restarted, or the container was removed behind the kubelet',
  ],
  EvictionByEvictionAPI: [
    'The pod was evicted through the API, within its disruption budget.',
    'kubectl drain, as before maintenance or an upgrade of the node',
    'A cluster autoscaler removes a node, or a descheduler moves pods',
  ],
  DeletionByPodGC: [
    'The pod garbage collector deleted the pod, since its node is gone.',
    'The node was removed from the cluster while the pod was on it',
    'A spot instance was reclaimed',
    'The node is out of service and has the taint for that',
  ],
  TerminationByKubelet: [
    'The kubelet ended the pod, since its node shuts down.',
    'The node is restarted or switched off, with graceful node shutdown enabled',
  ],
});
