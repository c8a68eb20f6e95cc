import { type EventRecord } from '@kubernetes-events/event';
import { type ObjectName } from '../loki/objectQuery';

/** Another object that events tell to belong to this one, and the words that tell it. */
export interface Relation extends ObjectName {
  role: 'owner' | 'child' | 'node';
  /** The message that names it; empty where a field does. */
  because: string;
}

/** What controllers write when they make, or end, an object of theirs (Kubernetes 1.37, pkg/controller). */
const NAMES_ANOTHER: Array<{ kinds: string[]; says: RegExp; other: string }> = [
  {
    kinds: ['ReplicaSet', 'Job', 'DaemonSet', 'ReplicationController'],
    says: /^(?:Created|Deleted) pod: (\S+)$/,
    other: 'Pod',
  },
  { kinds: ['StatefulSet'], says: /^(?:create|delete) Pod (\S+) in StatefulSet/, other: 'Pod' },
  { kinds: ['Deployment'], says: /^Scaled (?:up|down) replica set (\S+) /, other: 'ReplicaSet' },
  { kinds: ['CronJob'], says: /^(?:Created job|Saw completed job:|Deleted job) (\S+?),?(?: |$)/, other: 'Job' },
];

const SCHEDULED = /^Successfully assigned \S+ to (\S+)$/;

/** The object that an event's message names as made by the one it is about. */
export function childIn({ kind, namespace, message }: EventRecord): ObjectName | undefined {
  for (const { kinds, says, other } of NAMES_ANOTHER) {
    const name = kinds.includes(kind) ? says.exec(message)?.[1] : undefined;
    if (name) {
      return { kind: other, namespace, name };
    }
  }
  return undefined;
}

/** The Node that a pod was put on, or that reported about it. */
function nodeIn(record: EventRecord): ObjectName | undefined {
  const name = record.kind === 'Pod' ? (SCHEDULED.exec(record.message)?.[1] ?? record.host) : '';
  return name ? { kind: 'Node', namespace: '', name } : undefined;
}

const same = (a: ObjectName, b: ObjectName) => a.kind === b.kind && a.name === b.name;

/** What an object's own events tell of others. */
export function relationsOf(own: readonly EventRecord[]): Relation[] {
  const relations: Relation[] = [];
  const add = (role: Relation['role'], object: ObjectName | undefined, because: string) => {
    if (object && !relations.some((known) => same(known, object))) {
      relations.push({ role, because, ...object });
    }
  };
  for (const record of own) {
    add('child', childIn(record), record.message);
    add('node', nodeIn(record), SCHEDULED.test(record.message) ? record.message : '');
  }
  return relations;
}

/** The owners that events of others, which name the object, tell of. */
export function ownersOf(object: ObjectName, mentions: readonly EventRecord[]): Relation[] {
  const owners: Relation[] = [];
  for (const record of mentions) {
    const child = childIn(record);
    const owner = { kind: record.kind, namespace: record.namespace, name: record.name };
    if (child && same(child, object) && !owners.some((known) => same(known, owner))) {
      owners.push({ role: 'owner', because: record.message, ...owner });
    }
  }
  return owners;
}
