import { type EventRecord, OWN_COMPONENT } from '@kubernetes-events/event';
import { type Entry, explain, type Mode, modeOf, type Seriousness } from '@kubernetes-events/reasons';

/** What an event's words say beyond its reason: several reasons stand for different failures. */
export type Sign =
  | 'deleted'
  | 'evicted'
  | 'limit'
  | 'taint'
  | 'deadline'
  | 'killed by probe'
  | 'quota'
  | 'image'
  | 'liveness'
  | 'startup'
  | 'readiness'
  | 'missing'
  | 'claim'
  | 'refused'
  | 'network'
  | 'oom'
  | '';

interface Words {
  sign: Exclude<Sign, ''>;
  /** One of these texts is in the line. */
  any: readonly string[];
  /** And this one. */
  and?: string;
}

/** How the collector says what ended a container (backend-sidecar/src/terminations/causes.ts). */
const OF_DEATHS: readonly Words[] = [
  { sign: 'taint', any: ['its pod was deleted for a taint', 'its pod was deleted because its node'] },
  { sign: 'deleted', any: ['its pod was deleted', 'its pod was evicted through the API', 'its pod was preempted'] },
  {
    sign: 'limit',
    any: ['its pod was evicted: Usage of', 'its pod was evicted: Pod ephemeral', 'its pod was evicted: Container '],
  },
  { sign: 'evicted', any: ['its pod was evicted', 'its pod was ended by the kubelet'] },
  { sign: 'deadline', any: ['its pod ran longer than activeDeadlineSeconds'] },
  { sign: 'killed by probe', any: ['its liveness probe', 'its startup probe'] },
];

/** How Kubernetes says it; the first that fits counts. */
const OF_EVENTS: readonly Words[] = [
  { sign: 'quota', any: ['exceeded quota'] },
  {
    sign: 'limit',
    any: ['Usage of EmptyDir volume', 'usage exceeds the total limit', 'exceeded its local ephemeral storage limit'],
  },
  { sign: 'oom', any: ['OOM-killed'] },
  { sign: 'network', any: ['setup network for sandbox', 'networkPlugin cni', 'set up pod network'] },
  { sign: 'liveness', any: ['Liveness probe'] },
  { sign: 'startup', any: ['Startup probe'] },
  { sign: 'readiness', any: ['Readiness probe'] },
  {
    sign: 'image',
    any: [
      'pull image',
      'pulling image',
      'ErrImage',
      'ImagePull',
      'InvalidImageName',
      'RegistryUnavailable',
      'image tag',
    ],
  },
  { sign: 'missing', any: ['secret', 'configmap', 'ConfigMap', 'Secret', 'serviceaccount'], and: 'not found' },
  { sign: 'missing', any: ["couldn't find key"] },
  {
    sign: 'claim',
    any: [
      'persistentvolumeclaim',
      'PersistentVolumeClaim',
      'volume node affinity',
      'persistent volumes to bind',
      'available volume zone',
      'max volume count',
      'enough free storage',
    ],
  },
  { sign: 'refused', any: ['admission webhook', 'denied', 'forbidden', 'calling webhook'] },
];

/** A Go template for LogQL that gives an entry's sign; for the end of a container without one, its exit code. */
export const SIGN_TEMPLATE =
  `{{ if .exit_code }}${choice(OF_DEATHS, 'exit {{ .exit_code }}')}` + `{{ else }}${choice(OF_EVENTS, '')}{{ end }}`;

function choice(table: readonly Words[], otherwise: string): string {
  const [first, ...more] = table.map(({ sign, any, and }) => {
    const one = any.map((text) => `(contains "${text}" __line__)`).join(' ');
    const all = any.length > 1 ? `(or ${one})` : one;
    return `if ${and ? `and ${all} (contains "${and}" __line__)` : all} }}${sign}`;
  });
  return `{{ ${first}${more.map((branch) => `{{ else ${branch}`).join('')}{{ else }}${otherwise}{{ end }}`;
}

/** The same of a record. */
export function signOf({ labels, line }: EventRecord): string {
  const code = labels.exit_code;
  const found = (code ? OF_DEATHS : OF_EVENTS).find(
    ({ any, and }) => any.some((text) => line.includes(text)) && (!and || line.includes(and))
  );
  return found?.sign ?? (code ? `exit ${code}` : '');
}

export const EXIT = 'exit ';
/** Whether the sign is one of the end of a container. */
const OF_DEATH: ReadonlySet<string> = new Set(OF_DEATHS.map(({ sign }) => sign));
export const isDeath = (sign: string): boolean => sign.startsWith(EXIT) || OF_DEATH.has(sign);

export interface Kind {
  mode: Mode;
  seriousness: Seriousness | 'unknown';
  entry?: Entry;
}

/** What a sign says of how something fails, whatever the reason is. `undefined`: it is no failure. */
const BY_SIGN: Partial<Record<Sign, Mode | undefined>> = {
  deleted: undefined,
  evicted: 'eviction',
  limit: 'eviction',
  taint: 'node',
  deadline: 'job',
  'killed by probe': 'probe',
  quota: 'quota',
  network: 'network',
  oom: 'oom',
};

/** A text with the words that the catalogue knows a variant of a reason by. */
const SAYS: Partial<Record<Sign, string>> = {
  image: 'Failed to pull image, Back-off pulling image',
  missing: 'Error: secret not found',
};

/** The reasons `Failed` and `BackOff` are of containers unless a sign says that they are of images. */
const OF_CONTAINERS = 'Error: Back-off restarting failed container';

/** What a kubelet says of its node each time that it starts: how the node is set up, not that anything fails. */
const SETUP = new Set(['CgroupV1', 'PossibleMemoryBackedVolumesOnDisk']);

/** An autoscaler changed a number of replicas: a failure only if it does so again and again. */
export const RESCALED = 'SuccessfulRescale';

/** What kind of failure an event is a sign of; undefined if it is of none. */
export function kindOf(reason: string, kind: string, type: string, sign: string): Kind | undefined {
  if (SETUP.has(reason)) {
    return undefined;
  }
  const message = kind === 'Pod' ? (SAYS[sign as Sign] ?? OF_CONTAINERS) : undefined;
  const component = isDeath(sign) ? OWN_COMPONENT : undefined;
  const { entry } = explain(reason, { kind, type, component, message });
  if (sign in BY_SIGN) {
    const mode = BY_SIGN[sign as Sign];
    return mode && { mode, seriousness: 'trouble', entry };
  }
  if (!entry) {
    return { mode: 'other', seriousness: 'unknown' };
  }
  if (reason === RESCALED) {
    return { mode: 'autoscaling', seriousness: 'trouble', entry };
  }
  return { mode: modeBy(reason, sign, modeOf(entry)), seriousness: entry.seriousness, entry };
}

function modeBy(reason: string, sign: string, mode: Mode): Mode {
  if (mode === 'scheduling' && sign === 'claim') {
    return 'volume';
  }
  // The runtime has other reasons, too, not to make a pod's sandbox.
  if (reason === 'FailedCreatePodSandBox') {
    return 'crash';
  }
  // A container that refers to a secret or a ConfigMap that is not there: nothing has crashed.
  return reason === 'Failed' && sign === 'missing' ? 'other' : mode;
}
