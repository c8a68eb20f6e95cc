import { texts } from '../text.ts';

export const nodeProblemDetectorOther = texts('node-problem-detector', {
  CCPPCrash: ['A native program on the node crashed.', 'A fault in the program'],
  UncaughtException: ['A program on the node ended by an error that it did not handle.', 'A fault in the program'],
  XorgCrash: ["The node's graphics server crashed.", 'A fault in it or in a driver'],
  VMcore: ["The node's kernel crashed, and a dump was kept.", 'A faulty kernel module or driver', 'Faulty hardware'],
  ContainerCreationFailed: [
    'containerd on a Windows node could not create a container.',
    'A damaged image layer',
    'Lack of disk space',
  ],
  CorruptContainerImageLayer: [
    'containerd on a Windows node found a damaged image layer.',
    'A power loss while an image was pulled',
  ],
  HCSEmptyLayerchain: ['An image on a Windows node has lost its layers.', 'A damaged image store'],
  WindowsDefenderThreatsDetected: [
    'Windows Defender found malicious software on the node.',
    'An infected image or file',
  ],
  KubeProxyUnhealthy: [
    'kube-proxy does not answer its health check, so Services may not work on the node.',
    'It crashed or hangs',
    'The node is overloaded',
  ],
  KubeProxyIsHealthy: ['kube-proxy answers its health check again.', 'It was restarted, or the overload is over'],
});
