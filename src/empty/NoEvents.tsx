import { baseMatchers } from '@kubernetes-events/logql';
import { t } from '@grafana/i18n';
import { catchError, map, type Observable, throwError } from 'rxjs';
import { useSettings } from '../view/settings';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { counts } from '../loki/counts';
import { LokiError } from '../loki/error';
import { listEvents } from '../loki/list';
import { type LokiSource } from '../loki/source';
import { useLoki } from '../loki/useLoki';
import { Loading } from '../shared/states/Loading';
import { State } from '../shared/states/State';
import { Trouble } from '../view/states/Trouble';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { fullTime } from '../shared/time/words';
import { number } from '../shared/values/number';
import { FirstRun } from './FirstRun';
import { Mismatch } from './Mismatch';
import { DAY, MINUTE } from '../shared/time/units';

/** How far back events are looked for, in days: less if Loki allows no longer query (`limits_config.max_query_length`). */
const LOOK_BACK = [7, 1];

/** Why there is nothing: no collector yet, another time, or filters that nothing passes. Each with the way on. */
export function NoEvents() {
  const [state] = useUrl();
  const { refresh } = useTime();
  const { here, lately, error } = useKept();
  if (error) {
    return <Trouble error={error} />;
  }
  if (here === undefined) {
    return <Loading />;
  }
  const { filters, lines, fieldSelector, base } = state;
  if (here && (filters.length > 0 || lines.length > 0 || fieldSelector || base)) {
    return <AllFiltered />;
  }
  if (here) {
    return (
      <State
        icon="sync"
        title={t('empty.arrived', 'Events have arrived since')}
        action={{ label: t('empty.refresh', 'Refresh'), icon: 'sync', onClick: refresh }}
        testId={testIds.empty}
      />
    );
  }
  if (!lately.data) {
    return <NothingHere error={lately.error} />;
  }
  const { newest, days } = lately.data;
  return newest === undefined ? <FirstRun days={days} check={refresh} /> : <AnotherTime newest={newest} days={days} />;
}

function AllFiltered() {
  const [, update] = useUrl();
  const there = useFilteredOut();
  return (
    <State
      icon="filter"
      title={t('empty.filtered.title', 'No event passes these filters')}
      advice={
        there === undefined
          ? t('empty.filtered.some', 'There are events in this time range: all of them are filtered out.')
          : t('empty.filtered.there', '{{n}} occurrences in this time range are filtered out.', {
              count: there,
              n: number(there),
            })
      }
      action={{
        label: t('filters.clear', 'Clear all'),
        onClick: () => update({ filters: [], lines: [], fieldSelector: '', base: '', left: [] }),
      }}
      testId={testIds.empty}
    >
      <Mismatch />
    </State>
  );
}

/** Nothing in this range; what was before it is not known yet, or cannot be known. */
function NothingHere({ error }: { error?: LokiError }) {
  const { refresh } = useTime();
  return (
    <State
      icon="clock-nine"
      title={t('empty.range.title', 'No events in this time range')}
      advice={
        error
          ? t('empty.range.unknown', 'Loki could not be searched for older events: {{-error}}', {
              error: error.message,
            })
          : t('empty.range.looking', 'Searching for older events…')
      }
      action={error && { label: t('trouble.again', 'Try again'), icon: 'sync', onClick: refresh }}
      testId={testIds.empty}
    />
  );
}

function AnotherTime({ newest, days }: { newest: number; days: number }) {
  const [, update] = useUrl();
  const { timeZone } = useTime();
  return (
    <State
      icon="clock-nine"
      title={t('empty.range.title', 'No events in this time range')}
      advice={t('empty.range.newest', 'The newest event is from {{-time}}.', { time: fullTime(newest, timeZone) })}
      action={{
        label: t('empty.range.show', 'Show the last {{n}} days', { count: days, n: days }),
        onClick: () => update({ from: `now-${days}d`, to: 'now' }),
      }}
      testId={testIds.empty}
    />
  );
}

/** Whether there is anything without the filters, in the range and lately. No question is about more than one event. */
function useKept() {
  const { source, query, queryKey } = useAsking();
  const { span, key } = useTime();
  const base = useBase();
  const here = useLoki(
    () => listEvents(source, { base }, span, 'newest', 1).pipe(map(({ records }) => records.length > 0)),
    [source, JSON.stringify(base), key]
  );
  const lately = useLoki(
    () => (here.data === false ? newestIn(source, base, LOOK_BACK) : undefined),
    [source, JSON.stringify(base), key, here.data]
  );
  // Loki may answer a list that it cannot read with an empty one; a count it never does.
  const readable = useLoki(
    () => counts(source, query, { from: span.to - MINUTE, to: span.to }, []),
    [source, queryKey, key]
  );
  return { here: readable.data && here.data, lately, error: readable.error ?? here.error };
}

/** The matchers of all events, whatever a link has in their place. */
function useBase() {
  const { baseSelector } = useSettings();
  return baseMatchers(baseSelector);
}

type Base = ReturnType<typeof baseMatchers>;

/** When the newest event of these last days happened; of fewer days if Loki refuses to look back so far. */
function newestIn(
  source: LokiSource,
  base: Base,
  [days = 1, ...fewer]: readonly number[]
): Observable<{ newest?: number; days: number }> {
  const now = Date.now();
  // Last: a long range may take Loki long, and what else is asked would wait for it.
  return listEvents(source, { base }, { from: now - days * DAY, to: now }, 'newest', 1, 'low').pipe(
    map(({ records }) => ({ newest: records[0]?.timeMs, days })),
    catchError((cause: unknown) => {
      const error = LokiError.of(cause);
      return error.trouble === 'range' && fewer.length > 0 ? newestIn(source, base, fewer) : throwError(() => error);
    })
  );
}

/** How much the filters leave out, once it is counted: a large range may take Loki too long. */
function useFilteredOut(): number | undefined {
  const { source } = useAsking();
  const { span, key } = useTime();
  const base = useBase();
  const { data } = useLoki(() => counts(source, { base }, span, []), [source, JSON.stringify(base), key]);
  return data?.[0]?.count;
}
