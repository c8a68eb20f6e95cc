import { lazy, Suspense, useMemo } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, useStyles2 } from '@grafana/ui';
import { type EventRecord } from '@kubernetes-events/event';
import { unfiltered } from '@kubernetes-events/logql';
import { map } from 'rxjs';
import { useView } from '../../app/ViewContext';
import { listEvents } from '../../loki/list';
import { useLoki } from '../../loki/useLoki';
import { ErrorBoundary } from '../../shared/states/ErrorBoundary';
import { testIds } from '../../shared/testIds';
import { EventFields } from './EventFields';
import { EventLinks } from './EventLinks';
import { Around } from './Around';

// The catalogue is large, and wanted only here.
const Meaning = lazy(() => import('./Meaning'));

/** One event whole: what it says, every field, what happened to the object before and after, where to go from here. */
export function EventDetails({ id, records }: { id: string; records: readonly EventRecord[] }) {
  const styles = useStyles2(getStyles);
  const { update } = useView();
  const record = useRecord(id, records);
  const close = () => update({ event: '' });
  return (
    <aside
      className={styles.details}
      data-testid={testIds.details}
      aria-label={t('details.label', 'Event details')}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <div className={styles.head}>
        <h2 className={styles.title}>{record ? record.reason || record.kind : t('details.loading', 'Event')}</h2>
        <IconButton name="times" size="lg" aria-label={t('details.close', 'Close')} onClick={close} />
      </div>
      {record && (
        <div className={styles.body}>
          <EventLinks record={record} />
          <p className={styles.message}>{record.message}</p>
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
        </div>
      )}
    </aside>
  );
}

/** The record, from the list where it is loaded, else from Loki: a link may point at any. */
function useRecord(id: string, records: readonly EventRecord[]): EventRecord | undefined {
  const { source, query } = useView();
  const loaded = useMemo(() => records.find((record) => record.id === id), [records, id]);
  const found = useLoki(() => {
    const ms = Number(id.split('/')[0]?.slice(0, -6));
    if (loaded || !ms) {
      return undefined;
    }
    return listEvents(source, unfiltered(query), { from: ms, to: ms + 1 }, 'newest').pipe(
      map((page) => page.records.find((record) => record.id === id))
    );
  }, [source, id, loaded === undefined]);
  return loaded ?? found.data;
}

const getStyles = (theme: GrafanaTheme2) => ({
  details: css({
    flex: '0 0 clamp(380px, 28vw, 560px)',
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    [theme.breakpoints.down('lg')]: {
      position: 'absolute',
      inset: '0 0 0 auto',
      width: 'min(480px, 100%)',
      zIndex: 3,
      boxShadow: theme.shadows.z3,
    },
  }),
  head: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    padding: theme.spacing(0.5, 1, 0.5, 1.5),
    minHeight: 32,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  title: css({ margin: 0, fontSize: theme.typography.h5.fontSize, overflow: 'hidden', textOverflow: 'ellipsis' }),
  body: css({
    flex: 1,
    minHeight: 0,
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5),
  }),
  message: css({
    margin: 0,
    fontSize: theme.typography.body.fontSize,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
  section: css({
    margin: theme.spacing(0, 0, 0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  line: css({ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: 12 }),
});
