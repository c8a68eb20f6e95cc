import { type EventRecord } from '@kubernetes-events/event';
import { identityKey, identityOf, type ObjectIdentity, workloadIdentity } from '@kubernetes-events/logql';

/** What another object is to the story's one. */
export type Role = 'owner' | 'child' | 'node' | 'onNode';

/** Another object that belongs to this one according to events, and the words that say so. */
export interface Relation extends ObjectIdentity {
  role: Role;
  /** How many links away: a Deployment is two from its Pods. */
  steps: number;
  /** The message that names it; empty where a field does. */
  because: string;
}

/** One object made by another, according to a message. */
export interface Link {
  owner: ObjectIdentity;
  child: ObjectIdentity;
  because: string;
}

/** What controllers write when they make, or end, an object of theirs (Kubernetes 1.37, pkg/controller). */
const NAMES_ANOTHER: Array<{ kinds: string[]; says: RegExp; other: string }> = [
  {
    kinds: ['ReplicaSet', 'Job', 'DaemonSet', 'ReplicationController'],
    says: /^(?:Created|Deleted) pod: (\S+)$/,
    other: 'Pod',
  },
  { kinds: ['StatefulSet'], says: /^(?:create|delete) Pod (\S+) in StatefulSet/i, other: 'Pod' },
  { kinds: ['StatefulSet'], says: /^create Claim (\S+) Pod \S+ in StatefulSet/i, other: 'PersistentVolumeClaim' },
  { kinds: ['Deployment'], says: /^Scaled (?:up|down) replica set (\S+) /, other: 'ReplicaSet' },
  { kinds: ['CronJob'], says: /^(?:Created job|Saw completed job:|Deleted job) (\S+?),?(?: |$)/, other: 'Job' },
];

/** The recorder puts this in front where many events are alike (client-go, tools/record/events_cache.go). */
const COMBINED = '(combined from similar events): ';
const SCHEDULED = /^Successfully assigned (?:(\S+)\/)?(\S+) to (\S+)$/;

/** A message without what the recorder puts in front. */
export const plainMessage = (message: string) =>
  message.startsWith(COMBINED) ? message.slice(COMBINED.length) : message;

/** The object that an event's message names as made by the one it is about. */
export function childIn({ cluster, kind, namespace, message }: EventRecord): ObjectIdentity | undefined {
  for (const { kinds, says, other } of NAMES_ANOTHER) {
    const name = kinds.includes(kind) ? says.exec(plainMessage(message))?.[1] : undefined;
    if (name) {
      return { cluster, kind: other, namespace, name };
    }
  }
  return undefined;
}

/** Which object made which, according to these events. */
export function linksIn(records: readonly EventRecord[]): Link[] {
  const links = new Map<string, Link>();
  for (const record of records) {
    const child = childIn(record);
    if (child) {
      const link = { owner: identityOf(record), child, because: record.message };
      const key = `${identityKey(link.owner)}\u0001${identityKey(child)}`;
      links.set(key, links.get(key) ?? link);
    }
  }
  return [...links.values()];
}

/** The top owner that the collector wrote beside the events, as `Deployment/web`. */
export function workloadOf(records: readonly EventRecord[], object: ObjectIdentity): ObjectIdentity | undefined {
  const workload = records.find((record) => record.workload)?.workload;
  const owner = workload ? workloadIdentity(object, workload) : undefined;
  return owner && identityKey(owner) !== identityKey(object) ? owner : undefined;
}

/** The Nodes that these pods were put on, or that reported about them. */
export function nodesIn(records: readonly EventRecord[]): Relation[] {
  const nodes = new Map<string, Relation>();
  for (const record of records.filter(({ kind }) => kind === 'Pod')) {
    const assigned = SCHEDULED.exec(record.message)?.[3];
    const name = assigned ?? record.host;
    if (assigned || (name && !nodes.has(name))) {
      nodes.set(name, {
        role: 'node',
        steps: 1,
        cluster: record.cluster,
        kind: 'Node',
        namespace: '',
        name,
        because: assigned ? record.message : '',
      });
    }
  }
  return [...nodes.values()];
}

/** The pods that were put on a Node. */
export function podsOn(node: string, records: readonly EventRecord[]): Relation[] {
  const pods = new Map<string, Relation>();
  for (const { cluster, message } of records) {
    const [, namespace = '', name = '', to] = SCHEDULED.exec(message) ?? [];
    if (name && to === node) {
      pods.set(`${namespace}/${name}`, {
        role: 'onNode',
        steps: 1,
        cluster,
        kind: 'Pod',
        namespace,
        name,
        because: message,
      });
    }
  }
  return [...pods.values()];
}

/** Those that the links lead to from an object, up to its owners or down to its own, nearest first. */
export function followed(object: ObjectIdentity, links: readonly Link[], role: 'owner' | 'child'): Relation[] {
  const found = new Map<string, Relation>();
  let from: ObjectIdentity[] = [object];
  for (let steps = 1; from.length > 0; steps++) {
    const keys = new Set(from.map(identityKey));
    from = links.flatMap(({ owner, child, because }) => {
      const [near, far] = role === 'owner' ? [child, owner] : [owner, child];
      const key = identityKey(far);
      if (!keys.has(identityKey(near)) || found.has(key) || key === identityKey(object)) {
        return [];
      }
      found.set(key, { ...far, role, steps, because });
      return [far];
    });
  }
  return [...found.values()];
}
