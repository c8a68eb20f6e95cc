import { type EventRecord } from '@kubernetes-events/event';
import { type ObjectIdentity, objectInAnyCluster, objectQuery } from '@kubernetes-events/logql';
import { catchError, concat, map, type Observable, of, switchMap } from 'rxjs';
import { LokiError } from '../loki/error';
import { listEvents } from '../loki/list';
import { type Asking, type Family, familyOf, MOST, NODE_AROUND } from './family';
import { type Life, livesOf, uidOf } from './lives';

/** An object's events, oldest first, and those of the objects that it belongs with. */
export interface Story extends Family {
  /** The object; with a cluster, if only one was found. */
  object: ObjectIdentity;
  /** The clusters that have an object of this kind, namespace and name. */
  clusters: string[];
  /** All objects of that cluster that have had the name; the one that is shown. */
  lives: Life[];
  life?: Life;
  own: EventRecord[];
  /** Set if the object has more events than are loaded: these are so many, the newest. */
  newest?: number;
  /** When the first event was, in milliseconds; undefined if that is not known. */
  first?: number;
  /** Whether the family is loaded, or why it is not. */
  family: 'loading' | 'loaded' | LokiError;
}

/**
 * The story as far as it is known, then with more of it. A link without a cluster may mean an object of several: then it
 * is the one that has no cluster, or else the one with the newest event.
 */
export function storyOf(asking: Asking, wanted: ObjectIdentity, uid: string): Observable<Story> {
  const query = wanted.cluster ? objectQuery(asking.query, wanted) : objectInAnyCluster(asking.query, wanted);
  return listEvents(asking.source, query, asking.span, 'newest', MOST).pipe(
    switchMap(({ records, whole }) => {
      const story = ownStory(records.reverse(), whole, wanted, uid);
      // The object's own life is shown while the rest is loading, and also if that fails.
      const complete = whole ? of(story) : withFirst(asking, story);
      return concat(of(story), complete.pipe(switchMap((known) => withFamily(asking, known))));
    })
  );
}

function ownStory(all: EventRecord[], whole: boolean, wanted: ObjectIdentity, uid: string): Story {
  const clusters = [...new Set(all.map(({ cluster }) => cluster))];
  const cluster = clusters.includes(wanted.cluster) ? wanted.cluster : (all.at(-1)?.cluster ?? wanted.cluster);
  const lives = livesOf(all.filter((record) => record.cluster === cluster));
  const life = lives.find((one) => one.uid === uid) ?? lives.at(-1);
  const own = life?.records ?? [];
  return {
    object: { ...wanted, cluster },
    clusters,
    lives,
    life,
    own,
    newest: whole ? undefined : all.length,
    first: whole ? own[0]?.timeMs : undefined,
    relations: [],
    related: [],
    left: 0,
    cut: false,
    family: 'loading',
  };
}

/** The story with the time of the very first event, if the oldest one with that name is of this object. */
function withFirst({ source, query, span }: Asking, story: Story): Observable<Story> {
  return listEvents(source, objectQuery(query, story.object), span, 'oldest', 1).pipe(
    map(({ records: [oldest] }) => {
      const uid = oldest && uidOf(oldest);
      return uid === '' || uid === story.life?.uid ? { ...story, first: oldest?.timeMs } : story;
    }),
    catchError(() => of(story))
  );
}

function withFamily(asking: Asking, story: Story): Observable<Story> {
  const { object, own, life } = story;
  const { from, to } = asking.span;
  const during = life ? { from: Math.max(from, life.from - NODE_AROUND), to: Math.min(to, life.to) } : asking.span;
  return familyOf({ ...asking, span: during }, object, own).pipe(
    map((family): Story => ({ ...story, ...family, family: 'loaded' })),
    catchError((cause: unknown) => of({ ...story, family: LokiError.of(cause) }))
  );
}
