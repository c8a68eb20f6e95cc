import { entries } from '../entry.ts';
import { NODE_PROBLEM_DETECTOR } from '../projects.ts';

export const nodeProblemDetectorOther = entries(
  {
    ...NODE_PROBLEM_DETECTOR,
    emitter: 'node-problem-detector',
    components: ['abrt-adaptor'],
    path: 'config/abrt-adaptor.json',
  },
  {
    CCPPCrash: ['W', 'trouble', 'Node', 'node kernelLog', 'KernelOops'],
    UncaughtException: ['W', 'trouble', 'Node', 'node', 'CCPPCrash'],
    XorgCrash: ['W', 'notice', 'Node', 'node', 'CCPPCrash'],
    VMcore: ['W', 'severe', 'Node', 'node kernelLog', 'KernelOops'],
    ContainerCreationFailed: [
      'W',
      'trouble',
      'Node',
      'node runtime',
      'CorruptContainerImageLayer',
      { path: 'config/windows-containerd-monitor-filelog.json', components: ['containerd'] },
    ],
    CorruptContainerImageLayer: [
      'W',
      'trouble',
      'Node',
      'node runtimeImages',
      'HCSEmptyLayerchain',
      { path: 'config/windows-containerd-monitor-filelog.json', components: ['containerd'] },
    ],
    HCSEmptyLayerchain: [
      'W',
      'trouble',
      'Node',
      'node runtimeImages',
      'CorruptContainerImageLayer',
      { path: 'config/windows-containerd-monitor-filelog.json', components: ['containerd'] },
    ],
    WindowsDefenderThreatsDetected: [
      'W',
      'severe',
      'Node',
      'node',
      'KubeletUnhealthy',
      { path: 'config/windows-defender-monitor.json', components: ['windows-defender-custom-plugin-monitor'] },
    ],
    KubeProxyUnhealthy: [
      'W',
      'severe',
      'Node',
      'node kubeProxyLog',
      'KubeProxyIsHealthy',
      { path: 'config/windows-health-checker-kubeproxy.json', components: ['health-checker'] },
    ],
    KubeProxyIsHealthy: [
      'N',
      'notice',
      'Node',
      'node',
      'KubeProxyUnhealthy',
      { path: 'config/windows-health-checker-kubeproxy.json', components: ['health-checker'] },
    ],
  }
);
