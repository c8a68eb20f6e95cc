/** A problem that events report: the query that finds it, and the catalogue entries that explain it. */
export interface Trouble {
  id: string;
  /** As a dashboard's panel calls it. */
  title: string;
  /** Matchers between the braces, besides those of the variables. */
  only: string;
  /** Line filters. */
  lines?: string;
  /** Stages on the metadata. */
  stages: string;
  /** Filters of the app's page for the same: values of its URL. */
  link: readonly string[];
  /** Ids of entries of `pkg/reasons`. */
  reasons: readonly string[];
}

const pods = '_kind="Pod"';

export const TROUBLES = {
  crashes: {
    id: 'crashes',
    title: 'Crash loops',
    only: `${pods}, _type="Warning"`,
    lines: '|= "restarting failed container"',
    stages: '| reason="BackOff"',
    link: ['f=reason%3DBackOff', 'f=_type%3DWarning'],
    reasons: ['kubelet/BackOff:container'],
  },
  containerMemory: {
    id: 'container-memory',
    title: 'Containers out of memory',
    only: `${pods}, _type="Warning"`,
    lines: '',
    stages: '| component="loki-event-collector" | reason="OOMKilled"',
    link: ['f=reason%3DOOMKilled'],
    reasons: ['loki-event-collector/OOMKilled'],
  },
  deaths: {
    id: 'deaths',
    title: 'Container deaths',
    only: `${pods}, _type="Warning"`,
    lines: '',
    stages: '| component="loki-event-collector" | exit_code!=""',
    link: ['f=component%3Dloki-event-collector', 'f=_type%3DWarning', 'f=_kind%3DPod'],
    reasons: ['loki-event-collector/Error'],
  },
  scheduling: {
    id: 'scheduling',
    title: 'No node fits',
    only: `${pods}, _type="Warning"`,
    stages: '| reason="FailedScheduling"',
    link: ['f=reason%3DFailedScheduling'],
    reasons: ['default-scheduler/FailedScheduling'],
  },
  images: {
    id: 'images',
    title: 'Image pulls',
    only: `${pods}, _type="Warning"`,
    lines: '|~ "pull image|ErrImage|ImagePullBackOff|InvalidImageName|inspect image|image tag"',
    stages: '| reason=~"Failed|ErrImageNeverPull|InspectFailed"',
    link: ['f=reason%3DFailed%2CErrImageNeverPull%2CInspectFailed', 'q=%3Aimage'],
    reasons: ['kubelet/Failed:pull', 'kubelet/ErrImageNeverPull'],
  },
  mounts: {
    id: 'mounts',
    title: 'Volumes',
    only: `${pods}, _type="Warning"`,
    stages: '| reason=~"FailedMount|FailedAttachVolume|FailedMapVolume"',
    link: ['f=reason%3DFailedMount%2CFailedAttachVolume%2CFailedMapVolume'],
    reasons: ['kubelet/FailedMount'],
  },
  probes: {
    id: 'probes',
    title: 'Failed probes',
    only: `${pods}, _type="Warning"`,
    stages: '| reason="Unhealthy"',
    link: ['f=reason%3DUnhealthy'],
    reasons: ['kubelet/Unhealthy'],
  },
  evictions: {
    id: 'evictions',
    title: 'Evictions',
    only: pods,
    lines: '!= "Cancelling deletion"',
    stages: '| reason=~"Evicted|TaintManagerEviction|Preempted|Preempting"',
    link: ['f=reason%3DEvicted%2CTaintManagerEviction%2CPreempted%2CPreempting'],
    reasons: ['kubelet/Evicted'],
  },
  memory: {
    id: 'memory',
    title: 'Out of memory',
    only: '_kind="Node"',
    stages: '| reason=~"SystemOOM|OOMKilling"',
    link: ['f=reason%3DSystemOOM%2COOMKilling'],
    reasons: ['kubelet/SystemOOM', 'node-problem-detector/OOMKilling'],
  },
  nodes: {
    id: 'nodes',
    title: 'Nodes not ready',
    only: '_kind="Node"',
    stages: '| reason="NodeNotReady"',
    link: ['f=reason%3DNodeNotReady%2CNodeReady', 'f=_kind%3DNode'],
    reasons: ['kube-controller-manager/NodeNotReady:node'],
  },
} as const satisfies Record<string, Trouble>;
