import { texts } from '../text.ts';

export const nodeProblemDetector = texts('node-problem-detector', {
  OOMKilling: [
    "The kernel killed a process for lack of memory, in a container's limit or on the whole machine.",
    'A container reached its memory limit',
    'The machine ran out of memory',
  ],
  TaskHung: [
    'A process has hung in the kernel for over two minutes.',
    'A disk or network file system does not answer',
    'A fault in the kernel',
  ],
  UnregisterNetDevice: [
    'The kernel waits for a network device that is not released.',
    'A known kind of kernel fault when containers end',
  ],
  KernelOops: ['The kernel reported a fault of its own.', 'A faulty kernel module or driver', 'Faulty hardware'],
  Ext4Error: ['The ext4 file system found an error on the disk.', 'A failing disk', 'A power loss'],
  Ext4Warning: [
    'The ext4 file system gave a warning.',
    'Too many entries in a directory',
    'A disk that begins to fail',
  ],
  IOError: ['Reading from or writing to a disk failed.', 'A failing disk or cable', 'A network volume that is gone'],
  XfsHasShutdown: [
    'An XFS file system shut itself down to protect its data.',
    'Errors of the disk',
    'Damage to the file system',
  ],
  MemoryReadError: ['The machine reported a memory read error.', 'A failing memory module'],
  CperHardwareErrorCorrected: [
    'The firmware reported a hardware error that was corrected.',
    'Memory or bus errors that add up announce a failure',
  ],
  CperHardwareErrorRecoverable: [
    'The firmware reported a hardware error that could not be corrected but survived.',
    'Failing memory, processor or bus',
  ],
  CperHardwareErrorFatal: ['The firmware reported a fatal hardware error.', 'Failing memory, processor or bus'],
  DockerHung: ['Docker has hung in the kernel.', 'A disk or network file system does not answer'],
  FilesystemIsReadOnly: ['A file system was remounted read-only.', 'The kernel protects a file system with errors'],
  NTPIsDown: ["The node's clock is not being kept right.", 'The NTP service does not run'],
  ConntrackFull: [
    "The node's table of connections is full, so new connections are dropped.",
    'Very many short connections',
    'The limit is too low',
  ],
  DNSUnreachable: ['The node cannot resolve names.', 'The DNS server is not reachable'],
  IPTablesVersionsMismatch: [
    'Rules of both kinds of iptables (legacy and nft) are in use on the node.',
    'Programs on the node bring different iptables versions',
  ],
  KubeletUnhealthy: [
    'The kubelet does not answer its health check, and may be restarted.',
    'The node is overloaded',
    'The container runtime hangs',
  ],
  ContainerdUnhealthy: [
    'containerd does not answer its health check, and may be restarted.',
    'The node is overloaded',
    'The disk is full or slow',
  ],
  DockerUnhealthy: [
    'Docker does not answer its health check, and may be restarted.',
    'The node is overloaded',
    'The disk is full or slow',
  ],
  KubeletStart: ["The kubelet's service was started.", 'The node booted', 'The kubelet crashed or was restarted'],
  DockerStart: ["Docker's service was started.", 'The node booted', 'Docker crashed or was restarted'],
  ContainerdStart: ["containerd's service was started.", 'The node booted', 'containerd crashed or was restarted'],
  FrequentKubeletRestart: [
    'The kubelet was restarted again and again in a short time.',
    'It crashes: wrong configuration, lack of memory',
  ],
  FrequentDockerRestart: [
    'Docker was restarted again and again in a short time.',
    'It crashes: lack of memory, damaged storage',
  ],
  FrequentContainerdRestart: [
    'containerd was restarted again and again in a short time.',
    'It crashes: lack of memory, damaged storage',
  ],
  CorruptDockerImage: ['Docker found a damaged image layer.', 'A power loss while an image was pulled'],
  CorruptDockerOverlay2: ["Docker's storage is damaged, so containers do not start.", 'A power loss', 'A failing disk'],
  DockerContainerStartupFailure: [
    'Docker could not start a container since a file of its storage is missing.',
    'Damaged storage',
  ],
  KubeletIsHealthy: ['The kubelet answers its health check again.', 'It was restarted, or the overload is over'],
  ContainerRuntimeIsHealthy: [
    'The container runtime answers its health check again.',
    'It was restarted, or the overload is over',
  ],
  NTPIsUp: ["The node's clock is being kept right again.", 'The NTP service runs'],
  NoFrequentKubeletRestart: ['The kubelet is no longer restarted again and again.', 'It has run for a while'],
  NoFrequentDockerRestart: ['Docker is no longer restarted again and again.', 'It has run for a while'],
  NoFrequentContainerdRestart: ['containerd is no longer restarted again and again.', 'It has run for a while'],
  NoFrequentUnregisterNetDevice: [
    'The kernel no longer waits for network devices that are not released.',
    'The fault has not shown for a while',
  ],
  NoCorruptDockerOverlay2: ["Docker's storage shows no more damage.", 'It was repaired or created again'],
});
