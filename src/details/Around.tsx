import { useState } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { type EventRecord } from '@kubernetes-events/event';
import { combineLatest, map } from 'rxjs';
import { objectQuery, unfiltered } from '@kubernetes-events/logql';
import { useActions } from '../view/Actions';
import { useAsking } from '../view/Asking';
import { listEvents } from '../loki/list';
import { useLoki } from '../loki/useLoki';
import { durationWords } from '../shared/time/words';
import { TypeMark } from '../fields/TypeMark';

const HOUR = 3600_000;
const EACH = 5;

/** What happened to the same object right before and after. */
export function Around({ record }: { record: EventRecord }) {
  const styles = useStyles2(getStyles);
  const { source, query } = useAsking();
  const { openEvent } = useActions();
  const { timeMs } = record;
  const [round, setRound] = useState(0);
  const around = useLoki(() => {
    const own = objectQuery(query, record);
    const before = listEvents(source, own, { from: timeMs - HOUR, to: timeMs + 1 }, 'newest', EACH + 1);
    const after = listEvents(source, own, { from: timeMs, to: timeMs + HOUR }, 'oldest', EACH + 1);
    return combineLatest([before, after]).pipe(map(([older, newer]) => inOrder([...older.records, ...newer.records])));
  }, [source, record.id, round, JSON.stringify(unfiltered(query))]);
  const events = around.error ? [] : (around.data ?? []);
  return (
    <section>
      <h3 className={styles.title}>{t('details.around', 'The same object, within an hour')}</h3>
      {around.error && (
        <div className={styles.none} role="alert">
          {t('details.aroundFailed', 'The events around this one could not be loaded: {{error}}', {
            error: around.error.message,
            interpolation: { escapeValue: false },
          })}{' '}
          <Button size="sm" fill="text" onClick={() => setRound(round + 1)}>
            {t('trouble.again', 'Try again')}
          </Button>
        </div>
      )}
      {events.length <= 1 && !around.loading && !around.error && (
        <div className={styles.none}>{t('details.alone', 'Nothing else')}</div>
      )}
      <ol className={styles.list}>
        {(events.length > 1 ? events : []).map((event) => (
          <li key={event.id}>
            <button
              type="button"
              className={cx(styles.event, event.id === record.id && styles.current)}
              aria-current={event.id === record.id}
              title={event.message}
              onClick={() => openEvent(event.id)}
            >
              <span className={styles.when}>{whenText(event.timeMs - timeMs)}</span>
              <TypeMark type={event.type} />
              <span className={styles.reason}>{event.reason}</span>
              <span className={styles.message}>{event.message}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function inOrder(records: EventRecord[]): EventRecord[] {
  const unique = new Map(records.map((record) => [record.id, record]));
  return [...unique.values()].sort((a, b) => b.timeMs - a.timeMs || (a.timestampNs < b.timestampNs ? 1 : -1));
}

function whenText(difference: number): string {
  if (difference === 0) {
    return t('details.then', 'then');
  }
  return `${difference > 0 ? '+' : '−'}${durationWords(Math.abs(difference))}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({
    margin: theme.spacing(0, 0, 0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  none: css({ color: theme.colors.text.secondary }),
  list: css({ listStyle: 'none' }),
  event: css({
    display: 'grid',
    gridTemplateColumns: '76px 14px auto minmax(0, 1fr)',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    width: '100%',
    padding: theme.spacing(0.25, 0.5),
    border: 0,
    background: 'none',
    textAlign: 'left',
    '&:hover': { background: theme.colors.action.hover },
  }),
  current: css({ background: theme.colors.action.selected }),
  when: css({ color: theme.colors.text.secondary, textAlign: 'right', whiteSpace: 'nowrap' }),
  reason: css({ fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap' }),
  message: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
  }),
});
