import { useMemo } from 'react';
import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery } from '@kubernetes-events/logql';
import { combineLatest, map, type Observable, of, startWith, switchMap } from 'rxjs';
import { useView } from '../app/ViewContext';
import { listEvents } from '../loki/list';
import { type ObjectName, objectQuery } from '../loki/objectQuery';
import { type LokiSource } from '../loki/source';
import { useLoki } from '../loki/useLoki';
import { type Span } from '../shared/time/range';
import { useTime } from '../shared/time/TimeContext';
import { ownersOf, type Relation, relationsOf } from './relations';

const MOST = 1000;
const MOST_RELATED = 200;
/** How many others are followed: a Deployment of a hundred pods is told without them. */
const FOLLOWED = 8;
const NODE_AROUND = 10 * 60_000;

/** An object's events, oldest first, and those of the objects that its events name. */
export interface Story {
  own: EventRecord[];
  relations: Relation[];
  related: Array<{ relation: Relation; record: EventRecord }>;
}

export function useStory(object: ObjectName) {
  const { source, query } = useView();
  const { span, round } = useTime();
  const { kind, namespace, name } = object;
  const answer = useLoki(
    () => (name ? storyOf(source, query.base, { kind, namespace, name }, span) : undefined),
    [source, kind, namespace, name, span, round]
  );
  return useMemo(() => ({ ...answer, story: answer.data }), [answer]);
}

function storyOf(source: LokiSource, base: EventQuery['base'], object: ObjectName, span: Span): Observable<Story> {
  const own = records(source, objectQuery(base, object), span, MOST);
  const mentions = records(source, mentionsOf(base, object), span, MOST_RELATED);
  return combineLatest([own, mentions]).pipe(
    switchMap(([ownRecords, others]) => {
      const relations = [...ownersOf(object, others), ...relationsOf(ownRecords)];
      const first = { own: ownRecords, relations, related: [] };
      const followed = relations
        .slice(0, FOLLOWED)
        .map((relation) => relatedEvents(source, base, relation, ownRecords, span));
      // Its own life is shown while the others' are still asked for.
      return followed.length === 0
        ? of(first)
        : combineLatest(followed).pipe(
            map((related) => ({ ...first, related: related.flat() })),
            startWith(first)
          );
    })
  );
}

const records = (source: LokiSource, query: EventQuery, span: Span, limit: number) =>
  listEvents(source, query, span, 'newest', limit).pipe(map((page) => page.records.reverse()));

/** Events of others, in the same namespace, that have the name in their text. */
const mentionsOf = (base: EventQuery['base'], { kind, namespace, name }: ObjectName): EventQuery => ({
  base,
  filters: [
    { field: '_kind', values: [kind], exclude: true },
    ...(namespace ? [{ field: '_namespace', values: [namespace], exclude: false }] : []),
  ],
  lines: [{ text: name, caseSensitive: true }],
});

function relatedEvents(
  source: LokiSource,
  base: EventQuery['base'],
  relation: Relation,
  own: readonly EventRecord[],
  span: Span
): Observable<Story['related']> {
  const first = own[0]?.timeMs ?? span.from;
  const last = own.at(-1)?.timeMs ?? span.to;
  // A Node has much else to tell: only what was about the same time.
  const part = relation.role === 'node' ? { from: first - NODE_AROUND, to: last + NODE_AROUND } : span;
  return records(source, objectQuery(base, relation), part, MOST_RELATED).pipe(
    map((found) => found.map((record) => ({ relation, record })))
  );
}
