import { type EventRecord } from '@kubernetes-events/event';
import {
  anyOf,
  type EventQuery,
  identityKey,
  type ObjectIdentity,
  partFilter,
  unfiltered,
} from '@kubernetes-events/logql';
import { combineLatest, map, type Observable, of, switchMap } from 'rxjs';
import { listEvents } from '../loki/list';
import { type LokiSource } from '../loki/source';
import { type Span } from '../shared/time/range';
import { childIn, followed, linksIn, nodesIn, podsOn, type Relation, workloadOf } from './relations';

/** The most events of one query. */
export const MOST = 2000;
/** How many related objects of a kind are asked about: of a Deployment's hundred Pods, the latest. */
const ASKED = 60;
/** CronJob, Job, Pod; Deployment, ReplicaSet, Pod: nothing is further away. */
const STEPS = 2;
export const NODE_AROUND = 10 * 60_000;

export interface Asking {
  source: LokiSource;
  /** Where events are, and how they are read: its filters do not count. */
  query: EventQuery;
  span: Span;
}

/** An event of an object that the story's one belongs with. */
export interface Related {
  relation: Relation;
  record: EventRecord;
}

/** The objects that one belongs with, and their events. */
export interface Family {
  relations: Relation[];
  related: Related[];
  /** How many objects are left out: only the latest are asked about. */
  left: number;
  /** Whether a query had more events than are loaded. */
  cut: boolean;
}

/** The family as events report it, with the events around those of the object. */
export function familyOf(asking: Asking, object: ObjectIdentity, own: readonly EventRecord[]): Observable<Family> {
  const reader = new Reader(asking);
  return (object.kind === 'Node' ? podsOfNode(reader, object) : kin(reader, object, own)).pipe(
    switchMap(({ relations, left, isOf }) =>
      eventsOfAll(reader, relations, own).pipe(
        map((found) => ({ relations, left, related: found.filter(isOf), cut: reader.cut }))
      )
    )
  );
}

interface Kin extends Pick<Family, 'relations' | 'left'> {
  /** Whether an event of one of them is part of the story. */
  isOf(related: Related): boolean;
}

const podsOfNode = (reader: Reader, object: ObjectIdentity): Observable<Kin> =>
  mentions(reader, [object]).pipe(map((found) => ({ ...latest(podsOn(object.name, found)), isOf: () => true })));

/** The owners of an object, what it has made, and the Nodes of its Pods. */
function kin(reader: Reader, object: ObjectIdentity, own: readonly EventRecord[]): Observable<Kin> {
  return combineLatest([climb(reader, object), descend(reader, own)]).pipe(
    map(([above, below]) => {
      const everything = [...own, ...above, ...below];
      const links = linksIn(everything);
      const owners = followed(object, links, 'owner');
      const children = followed(object, links, 'child');
      const top = workloadOf(own, object);
      const unnamed: Relation[] =
        top && !owners.some((owner) => identityKey(owner) === identityKey(top))
          ? [{ ...top, role: 'owner', steps: owners.length + 1, because: '' }]
          : [];
      const pods = new Set([object, ...children].map(identityKey));
      const nodes = nodesIn(everything.filter((record) => pods.has(identityKey(record))));
      const groups = [latest(children), latest(nodes)];
      return {
        relations: [...owners, ...unnamed, ...groups.flatMap(({ relations }) => relations)],
        left: groups.reduce((sum, { left }) => sum + left, 0),
        isOf: isOfFamily(new Set([object, ...owners, ...children].map(identityKey))),
      };
    })
  );
}

const latest = (relations: Relation[]) => ({
  relations: relations.slice(-ASKED),
  left: Math.max(relations.length - ASKED, 0),
});

/** What an owner did to others that it has made is not part of this story. */
const isOfFamily =
  (family: ReadonlySet<string>) =>
  ({ relation, record }: Related) => {
    const child = relation.role === 'owner' ? childIn(record) : undefined;
    return !child || family.has(identityKey(child));
  };

/** Events that name the object, then those that name its owners. */
function climb(reader: Reader, object: ObjectIdentity, steps = STEPS): Observable<EventRecord[]> {
  return mentions(reader, [object]).pipe(
    switchMap((found) => {
      const [owner] = followed(object, linksIn(found), 'owner');
      return owner && steps > 1
        ? climb(reader, owner, steps - 1).pipe(map((above) => [...found, ...above]))
        : of(found);
    })
  );
}

/** Events of the objects that the given ones say were made, and of what those have made. */
function descend(reader: Reader, from: readonly EventRecord[], steps = STEPS): Observable<EventRecord[]> {
  const children = linksIn(from).map(({ child }) => child);
  return eventsOf(reader, children.slice(-ASKED)).pipe(
    switchMap((found) =>
      steps > 1 && found.length > 0
        ? descend(reader, found, steps - 1).pipe(map((below) => [...found, ...below]))
        : of(found)
    )
  );
}

/** The events of all of these, each with its relation to the story's object; those of Nodes only around its own. */
function eventsOfAll(
  reader: Reader,
  relations: readonly Relation[],
  own: readonly EventRecord[]
): Observable<Related[]> {
  const nodes = relations.filter(({ kind }) => kind === 'Node');
  const others = relations.filter(({ kind }) => kind !== 'Node');
  const around = {
    from: (own[0]?.timeMs ?? reader.span.from) - NODE_AROUND,
    to: (own.at(-1)?.timeMs ?? reader.span.to) + NODE_AROUND,
  };
  const byKey = new Map(relations.map((relation) => [identityKey(relation), relation]));
  return combineLatest([eventsOf(reader, others), eventsOf(reader, nodes, around)]).pipe(
    map((found) =>
      found.flat().flatMap((record) => {
        const relation = byKey.get(identityKey(record));
        return relation ? [{ relation, record }] : [];
      })
    )
  );
}

const unique = (values: string[]) => [...new Set(values)];

/** The events of several objects, in one query. */
function eventsOf(reader: Reader, objects: readonly ObjectIdentity[], span?: Span): Observable<EventRecord[]> {
  if (objects.length === 0) {
    return of([]);
  }
  const wanted = new Set(objects.map(identityKey));
  const namespaces = unique(objects.filter(({ kind }) => kind !== 'Node').map(({ namespace }) => namespace));
  const filters = [
    partFilter('cluster', unique(objects.map(({ cluster }) => cluster))),
    partFilter('kind', unique(objects.map(({ kind }) => kind))),
    ...(namespaces.length > 0 ? [partFilter('namespace', namespaces)] : []),
    partFilter('name', unique(objects.map(({ name }) => name))),
  ];
  return reader.read({ filters }, span).pipe(map((found) => found.filter((record) => wanted.has(identityKey(record)))));
}

/** Events of others that have the objects' names in their text. */
function mentions(reader: Reader, objects: readonly ObjectIdentity[]): Observable<EventRecord[]> {
  const namespaces = unique(objects.filter(({ kind }) => kind !== 'Node').map(({ namespace }) => namespace));
  return reader.read({
    filters: [
      partFilter('cluster', unique(objects.map(({ cluster }) => cluster))),
      { ...partFilter('kind', unique(objects.map(({ kind }) => kind))), exclude: true },
      ...(namespaces.filter(Boolean).length > 0 ? [partFilter('namespace', namespaces)] : []),
    ],
    lines: [{ text: anyOf(objects.map(({ name }) => name)), regexp: true, caseSensitive: true }],
  });
}

/** Reads events, oldest first, and remembers whether any query had more than {@link MOST}. */
class Reader {
  readonly span: Span;
  readonly #source: LokiSource;
  readonly #query: EventQuery;
  cut = false;

  constructor({ source, query, span }: Asking) {
    this.span = span;
    this.#source = source;
    this.#query = unfiltered(query);
  }

  read(query: EventQuery, span = this.span): Observable<EventRecord[]> {
    return listEvents(this.#source, { ...this.#query, ...query }, span, 'newest', MOST).pipe(
      map(({ records, whole }) => {
        this.cut ||= !whole;
        return records.reverse();
      })
    );
  }
}
