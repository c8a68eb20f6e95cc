import { entries } from '../entry.ts';
import { CONTAINERD, KUBERNETES } from '../projects.ts';

/** The collector writes these entries; the reasons are those of the container runtime and of Kubernetes. */
const COLLECTOR = { emitter: 'loki-event-collector', components: ['loki-event-collector'] };

/** How containers and pods ended, for which Kubernetes writes no Event. */
export const terminations = [
  ...entries(
    { ...CONTAINERD, ...COLLECTOR, path: 'internal/cri/server/helpers.go' },
    {
      OOMKilled: [
        'W',
        'severe',
        'Pod',
        'describe previousLogs topPod exitStates history',
        'Error kubelet/BackOff:container NewRevision node-problem-detector/OOMKilling',
      ],
      Error: [
        'W',
        'trouble',
        'Pod',
        'describe previousLogs exitStates history',
        'OOMKilled kubelet/BackOff:container kubelet/Unhealthy kubelet/Killing NewRevision',
      ],
      StartError: [
        'W',
        'trouble',
        'Pod',
        'describe yaml images',
        'ContainerCannotRun kubelet/Failed:create kubelet/BackOff:container',
      ],
      Completed: ['N', 'routine', 'Pod', 'describe previousLogs', 'Error kube-controller-manager/Completed'],
    }
  ),
  ...entries(
    { ...KUBERNETES, ...COLLECTOR, path: 'pkg/kubelet/container/runtime.go' },
    {
      ContainerCannotRun: [
        'W',
        'trouble',
        'Pod',
        'describe yaml images',
        'StartError kubelet/Failed:create',
        { path: 'pkg/kubelet/kuberuntime/kuberuntime_container.go' },
      ],
      ContainerStatusUnknown: [
        'W',
        'trouble',
        'Pod',
        'describe node history',
        'Error kubelet/Evicted kube-controller-manager/NodeNotReady:pod',
      ],
      EvictionByEvictionAPI: [
        'W',
        'notice',
        'Pod',
        'describe pdbs nodes',
        'DeletionByPodGC TerminationByKubelet kubelet/Evicted',
        { path: 'pkg/registry/core/pod/storage/eviction.go' },
      ],
      DeletionByPodGC: [
        'W',
        'trouble',
        'Pod',
        'nodes pods history',
        'ContainerStatusUnknown kube-controller-manager/NodeNotReady:pod',
        { path: 'pkg/controller/podgc/gc_controller.go' },
      ],
      TerminationByKubelet: [
        'W',
        'notice',
        'Pod',
        'describe node kubeletLog',
        'kubelet/Evicted kubelet/Preempting EvictionByEvictionAPI',
        { path: 'pkg/kubelet/nodeshutdown/nodeshutdown_manager.go' },
      ],
    }
  ),
];
