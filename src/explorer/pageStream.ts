import {
  catchError,
  defer,
  exhaustMap,
  filter,
  map,
  merge,
  type Observable,
  of,
  share,
  startWith,
  switchMap,
} from 'rxjs';
import { LokiError } from '../loki/error';
import { listEvents } from '../loki/list';
import { nextSpan, opposite, spanAt } from '../loki/pages';
import { type Span } from '../shared/time/range';
import { type Change, type Loaded, NOTHING, type Part, reduce } from './loaded';
import { type ListQuestion, nextPage } from './nextPage';

/** Which events are listed, and how. */
export interface Listed extends ListQuestion {
  span: Span;
  /** Where in time the list starts, in milliseconds; 0 for the range's end. */
  at: number;
  /** Changes with everything but the source and the span of a relative range. */
  question: string;
}

/** `start` lists from scratch, `more` and `before` extend the list, `tick` follows the range after a refresh. */
export type Command = { do: 'start' | 'more' | 'before' | 'tick'; listed: Listed } | { do: 'show fresh' };

/** What a command leads to: a part to load, or a change at once; undefined if there is nothing to do. */
type Task = { load: Part; listed: Listed } | { change: Change };

/** The list as commands make it: at most one of its pages loads at a time, and beside it at most one refresh. */
export function pageStream(commands: Observable<Command>, isAtTop: () => boolean): Observable<Loaded> {
  return defer(() => {
    let loaded = NOTHING;
    const tasks = commands.pipe(
      map((command) => taskOf(command, loaded)),
      filter((task) => task !== undefined),
      share()
    );
    const loads = tasks.pipe(filter((task) => 'load' in task));
    const load = ({ load: part, listed }: { load: Part; listed: Listed }) =>
      changesOf(part, listed, loaded, isAtTop).pipe(
        catchError((cause: unknown) =>
          of<Change>({ what: 'failed', part, error: LokiError.of(cause), question: listed.question })
        )
      );
    return merge(
      // A new start ends the refresh of what was listed before.
      loads.pipe(
        filter(({ load: part }) => part === 'start'),
        switchMap(() =>
          loads.pipe(
            filter(({ load: part }) => part === 'fresh'),
            exhaustMap(load)
          )
        )
      ),
      loads.pipe(
        filter(({ load: part }) => part !== 'fresh'),
        switchMap(load)
      ),
      tasks.pipe(
        filter((task) => 'change' in task),
        map(({ change }) => change)
      )
    ).pipe(map((change) => (loaded = reduce(loaded, change))));
  });
}

export function taskOf(command: Command, loaded: Loaded): Task | undefined {
  switch (command.do) {
    case 'start':
      return { load: 'start', listed: command.listed };
    case 'more':
    case 'before': {
      const can = loaded.records.length > 0 && loaded[command.do] && !loaded.loading;
      return can ? { load: command.do, listed: command.listed } : undefined;
    }
    case 'tick':
      return tick(command.listed, loaded);
    case 'show fresh':
      return { change: { what: 'show fresh' } };
  }
}

function tick(listed: Listed, loaded: Loaded): Task | undefined {
  const { question, order, at, span } = listed;
  const isStarting = loaded.loading && (loaded.stale || loaded.generation === 0);
  if (loaded.span === span || isStarting) {
    return undefined;
  }
  if (loaded.question !== question) {
    return { load: 'start', listed };
  }
  return order === 'newest' && at === 0 ? { load: 'fresh', listed } : { change: { what: 'time passed', order } };
}

/** Events may reach Loki late, so a refresh looks back this far, in milliseconds. */
const OVERLAP = 60_000;

function changesOf(part: Part, listed: Listed, loaded: Loaded, isAtTop: () => boolean): Observable<Change> {
  const { source, query, span, order, at, question } = listed;
  const [first, last] = [loaded.records[0], loaded.records.at(-1)];
  switch (part) {
    case 'start': {
      const rest = spanAt(span, at, order);
      return nextPage(listed, rest, []).pipe(
        map((page, index): Change =>
          index === 0 ? { what: 'started', page, question, before: rest !== span } : { what: 'more', page }
        ),
        startWith<Change>({ what: 'start', span })
      );
    }
    case 'more':
      return nextPage(listed, last ? nextSpan(span, last, order) : span, loaded.records).pipe(
        map((page): Change => ({ what: 'more', page })),
        startWith<Change>({ what: 'loading' })
      );
    case 'before': {
      const other = opposite(order);
      return listEvents(source, query, first ? nextSpan(span, first, other) : span, other).pipe(
        map((page): Change => ({ what: 'before', page, order })),
        startWith<Change>({ what: 'loading' })
      );
    }
    case 'fresh': {
      const newest = loaded.fresh[0] ?? first;
      const from = newest ? Math.max(span.from, newest.timeMs - OVERLAP) : span.from;
      return listEvents(source, query, { from, to: span.to }, 'newest').pipe(
        map((page): Change => ({ what: 'fresh', page, atTop: isAtTop() }))
      );
    }
  }
}
