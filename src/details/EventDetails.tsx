import { lazy, Suspense, useMemo } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { type TimeZone } from '@grafana/schema';
import { useStyles2 } from '@grafana/ui';
import { type EventRecord, isIdOf } from '@kubernetes-events/event';
import { unfiltered } from '@kubernetes-events/logql';
import { map } from 'rxjs';
import { useActions } from '../view/Actions';
import { useAsking } from '../view/Asking';
import { LARGE_PAGE, listEvents } from '../loki/list';
import { type Answer, useLoki } from '../loki/useLoki';
import { ErrorBoundary } from '../shared/states/ErrorBoundary';
import { Loading } from '../shared/states/Loading';
import { State } from '../shared/states/State';
import { Trouble } from '../view/states/Trouble';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { fullTime } from '../shared/time/words';
import { quiet } from '../shared/styles';
import { essence } from '../rows/message';
import { DetailsFrame } from './DetailsFrame';
import { EventFields } from './EventFields';
import { EventLinks } from './EventLinks';
import { Around } from './Around';

// The catalogue is large, and wanted only here.
const Meaning = lazy(() => import('./Meaning'));

/** One event whole: what it says, every field, what happened to the object before and after, where to go from here. */
export function EventDetails({ id, records }: { id: string; records: readonly EventRecord[] }) {
  const styles = useStyles2(getStyles);
  const { closeEvent } = useActions();
  const { timeZone } = useTime();
  const { record, loading, error } = useRecord(id, records);
  return (
    <DetailsFrame
      label={t('details.label', 'Event details')}
      testId={testIds.details}
      title={record ? record.reason || record.kind : t('details.loading', 'Event')}
      subtitle={record && <Place record={record} timeZone={timeZone} />}
      close={closeEvent}
    >
      {!record && <NoRecord loading={loading} error={error} close={closeEvent} />}
      {record && (
        <>
          <EventLinks record={record} />
          <p className={styles.message}>{essence(record.message)}</p>
          <ErrorBoundary key={record.id} quiet>
            <Suspense fallback={null}>
              <Meaning record={record} />
            </Suspense>
          </ErrorBoundary>
          <EventFields record={record} />
          <Around record={record} />
          <section>
            <h3 className={styles.section}>{t('details.line', 'Line')}</h3>
            <pre className={styles.line}>{record.line}</pre>
          </section>
        </>
      )}
    </DetailsFrame>
  );
}

/** Why there is no event to show. A link may be older than what Loki keeps, or come from another data source. */
function NoRecord({ loading, error, close }: Omit<Found, 'record'> & { close(): void }) {
  const { refresh } = useTime();
  if (error) {
    return <Trouble error={error} retry={refresh} />;
  }
  if (loading) {
    return <Loading />;
  }
  return (
    <State
      icon="search"
      title={t('details.missing.title', 'This event is not in Loki')}
      advice={t(
        'details.missing.advice',
        'It may be older than the retention of Loki, or in another data source. Check the data source, or close the details.'
      )}
      action={{ label: t('details.close', 'Close'), onClick: close }}
      testId={testIds.empty}
    />
  );
}

/** Which object it is about, and when it happened. */
function Place({ record, timeZone }: { record: EventRecord; timeZone: TimeZone }) {
  const { kind, name, namespace, cluster, timeMs } = record;
  const place = [[kind, name].filter(Boolean).join(' '), namespace, cluster].filter(Boolean);
  return (
    <>
      {place.map((part) => `${part} · `)}
      <time>{fullTime(timeMs, timeZone)}</time>
    </>
  );
}

/** The record, from the list if it is loaded, else from Loki: a link may point at any. */
function useRecord(id: string, records: readonly EventRecord[]): Found {
  const { source, query } = useAsking();
  const { key } = useTime();
  const loaded = useMemo(() => records.find((record) => isIdOf(record, id)), [records, id]);
  const found = useLoki(() => {
    const ms = Number(id.split('/')[0]?.slice(0, -6));
    if (loaded || !ms) {
      return undefined;
    }
    return listEvents(source, unfiltered(query), { from: ms, to: ms + 1 }, 'newest', LARGE_PAGE).pipe(
      map((page) => ({ id, record: page.records.find((record) => isIdOf(record, id)) }))
    );
  }, [source, id, loaded === undefined, key]);
  // The last answer stays while the next one loads: it is about another event.
  const isOf = found.data?.id === id;
  return {
    record: loaded ?? (isOf ? found.data?.record : undefined),
    loading: found.loading || (found.data !== undefined && !isOf && !found.error),
    error: found.error,
  };
}

/** An event that is shown by its id, and how far the search for it is. */
type Found = Omit<Answer<EventRecord>, 'data'> & { record?: EventRecord };

const getStyles = (theme: GrafanaTheme2) => ({
  message: css({
    margin: 0,
    fontSize: theme.typography.body.fontSize,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
  section: css({ ...quiet(theme), margin: theme.spacing(0, 0, 0.5) }),
  line: css({ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: 12 }),
});
