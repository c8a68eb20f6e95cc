import { type EventRecord } from '@kubernetes-events/event';
import {
  anyOf,
  type EventQuery,
  identityKey,
  type ObjectIdentity,
  objectInAnyCluster,
  objectQuery,
  partFilter,
  unfiltered,
} from '@kubernetes-events/logql';
import { catchError, combineLatest, concat, map, type Observable, of, switchMap } from 'rxjs';
import { listEvents } from '../loki/list';
import { type LokiSource } from '../loki/source';
import { type Span } from '../shared/time/range';
import { type Life, livesOf } from './lives';
import { childIn, followed, linksIn, nodesIn, podsOn, type Relation, workloadOf } from './relations';

const MOST = 2000;
/** How many others are asked about at once: a Deployment of a hundred pods is told with the latest of them. */
const ASKED = 60;
/** CronJob, Job, Pod; Deployment, ReplicaSet, Pod: nobody is further away. */
const STEPS = 2;
const NODE_AROUND = 10 * 60_000;

/** An object's events, oldest first, and those of the objects that it belongs with. */
export interface Story {
  /** The object; with a cluster, if only one was found. */
  object: ObjectIdentity;
  /** The clusters that have an object of this kind, namespace and name. */
  clusters: string[];
  /** All objects of that cluster that have had the name; the one that is shown. */
  lives: Life[];
  life?: Life;
  own: EventRecord[];
  relations: Relation[];
  related: Array<{ relation: Relation; record: EventRecord }>;
}

interface Asking {
  source: LokiSource;
  /** Where events are, and how they are read: its filters do not count. */
  query: EventQuery;
  span: Span;
}

/**
 * The story as far as it is known, then with more of it. A link without a cluster may mean an object of several: then it
 * is the one that has no cluster, or else the one with the newest event.
 */
export function storyOf(asking: Asking, wanted: ObjectIdentity, uid: string): Observable<Story> {
  const query = wanted.cluster ? objectQuery(asking.query, wanted) : objectInAnyCluster(asking.query, wanted);
  return records(asking, query).pipe(
    switchMap((all) => {
      const clusters = unique(all.map(({ cluster }) => cluster));
      const cluster = clusters.includes(wanted.cluster) ? wanted.cluster : (all.at(-1)?.cluster ?? wanted.cluster);
      const object = { ...wanted, cluster };
      const lives = livesOf(all.filter((record) => record.cluster === cluster));
      const life = lives.find((one) => one.uid === uid) ?? lives.at(-1);
      const own = life?.records ?? [];
      const story: Story = { object, clusters, lives, life, own, relations: [], related: [] };
      const { span } = asking;
      const during = life
        ? { from: Math.max(span.from, life.from - NODE_AROUND), to: Math.min(span.to, life.to) }
        : span;
      // Its own life is shown while the others' are still asked for, and also where they cannot be.
      const whole = withFamily({ ...asking, span: during }, object, story).pipe(catchError(() => of(story)));
      return concat(of(story), whole);
    })
  );
}

function withFamily(asking: Asking, object: ObjectIdentity, story: Story): Observable<Story> {
  const { own } = story;
  if (object.kind === 'Node') {
    return mentions(asking, [object]).pipe(
      map((told) => podsOn(object.name, told).slice(-ASKED)),
      switchMap((pods) =>
        eventsOfAll(asking, pods, own).pipe(map((related) => ({ ...story, relations: pods, related })))
      )
    );
  }
  const told = combineLatest([climb(asking, object, own), descend(asking, own)]);
  return told.pipe(
    switchMap(([above, below]) => {
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
      const relations = [...owners, ...unnamed, ...children.slice(-ASKED), ...nodes.slice(-ASKED)];
      const family = new Set([object, ...owners, ...children].map(identityKey));
      return eventsOfAll(asking, relations, own).pipe(
        map((related) => ({ ...story, relations, related: related.filter(isOfFamily(family)) }))
      );
    })
  );
}

/** What an owner did to others of its own is not of this story. */
const isOfFamily =
  (family: ReadonlySet<string>) =>
  ({ relation, record }: Story['related'][number]) => {
    const child = relation.role === 'owner' ? childIn(record) : undefined;
    return !child || family.has(identityKey(child));
  };

/** Events that name the object, then those that name its owners. */
function climb(
  asking: Asking,
  object: ObjectIdentity,
  own: readonly EventRecord[],
  steps = STEPS
): Observable<EventRecord[]> {
  return mentions(asking, [object]).pipe(
    switchMap((told) => {
      const owners = followed(object, linksIn(told), 'owner');
      const [owner] = owners;
      return owner && steps > 1
        ? climb(asking, owner, own, steps - 1).pipe(map((above) => [...told, ...above]))
        : of(told);
    })
  );
}

/** Events of those that the given ones name as made by their objects, and of what those have made. */
function descend(asking: Asking, from: readonly EventRecord[], steps = STEPS): Observable<EventRecord[]> {
  const children = linksIn(from).map(({ child }) => child);
  return children.length === 0
    ? of([])
    : eventsOf(asking, children.slice(-ASKED)).pipe(
        switchMap((found) =>
          steps > 1 ? descend(asking, found, steps - 1).pipe(map((below) => [...found, ...below])) : of(found)
        )
      );
}

/** The events of all of these, each with what its object is to the story's; of Nodes, those of about the same time. */
function eventsOfAll(
  asking: Asking,
  relations: readonly Relation[],
  own: readonly EventRecord[]
): Observable<Story['related']> {
  const nodes = relations.filter(({ kind }) => kind === 'Node');
  const others = relations.filter(({ kind }) => kind !== 'Node');
  const around = {
    from: (own[0]?.timeMs ?? asking.span.from) - NODE_AROUND,
    to: (own.at(-1)?.timeMs ?? asking.span.to) + NODE_AROUND,
  };
  const byKey = new Map(relations.map((relation) => [identityKey(relation), relation]));
  return combineLatest([eventsOf(asking, others), eventsOf({ ...asking, span: around }, nodes)]).pipe(
    map((found) =>
      found.flat().flatMap((record) => {
        const relation = byKey.get(identityKey(record));
        return relation ? [{ relation, record }] : [];
      })
    )
  );
}

const unique = (values: string[]) => [...new Set(values)];

/** The events of several objects, in one question. */
function eventsOf(asking: Asking, objects: readonly ObjectIdentity[]): Observable<EventRecord[]> {
  if (objects.length === 0) {
    return of([]);
  }
  const wanted = new Set(objects.map(identityKey));
  const namespaces = unique(objects.filter(({ kind }) => kind !== 'Node').map(({ namespace }) => namespace));
  const query = {
    ...unfiltered(asking.query),
    filters: [
      partFilter('cluster', unique(objects.map(({ cluster }) => cluster))),
      partFilter('kind', unique(objects.map(({ kind }) => kind))),
      ...(namespaces.length > 0 ? [partFilter('namespace', namespaces)] : []),
      partFilter('name', unique(objects.map(({ name }) => name))),
    ],
  };
  return records(asking, query).pipe(map((found) => found.filter((record) => wanted.has(identityKey(record)))));
}

/** Events of others that have the objects' names in their text. */
function mentions(asking: Asking, objects: readonly ObjectIdentity[]): Observable<EventRecord[]> {
  const namespaces = unique(objects.filter(({ kind }) => kind !== 'Node').map(({ namespace }) => namespace));
  return records(asking, {
    ...unfiltered(asking.query),
    filters: [
      partFilter('cluster', unique(objects.map(({ cluster }) => cluster))),
      { ...partFilter('kind', unique(objects.map(({ kind }) => kind))), exclude: true },
      ...(namespaces.filter(Boolean).length > 0 ? [partFilter('namespace', namespaces)] : []),
    ],
    lines: [{ text: anyOf(objects.map(({ name }) => name)), regexp: true, caseSensitive: true }],
  });
}

const records = ({ source, span }: Asking, query: EventQuery) =>
  listEvents(source, query, span, 'newest', MOST).pipe(map((page) => page.records.reverse()));
