import { useState } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, TextLink, useStyles2 } from '@grafana/ui';
import { type EventRecord } from '@kubernetes-events/event';
import { unfiltered } from '@kubernetes-events/logql';
import { map } from 'rxjs';
import { useActions } from '../view/Actions';
import { useAsking } from '../view/Asking';
import { useLoki } from '../loki/useLoki';
import { durationWords } from '../shared/time/words';
import { number } from '../shared/values/number';
import { BARE, ELLIPSIS, quiet } from '../shared/styles';
import { occasionOf } from '../fields/occasion';
import { TypeMark } from '../fields/TypeMark';
import { type Row } from '../rows/fold';
import { type AroundEvents, aroundOf } from './aroundOf';

const LIMIT = 'https://github.com/lokievents/kubernetes-events/blob/main/docs/operate.md#events-that-kubernetes-drops';

/** What happened to the same object right before and after; repeats are one line. */
export function Around({ record }: { record: EventRecord }) {
  const styles = useStyles2(getStyles);
  const { source, query } = useAsking();
  const [round, setRound] = useState(0);
  const { data, error, loading } = useLoki(
    () => aroundOf(source, query, record).pipe(map((around) => ({ ...around, id: record.id }))),
    [source, record.id, round, JSON.stringify(unfiltered(query))]
  );
  const around = !error && data?.id === record.id ? data : undefined;
  const isAlone = around && around.before.length + around.after.length === 0;
  return (
    <section aria-busy={loading}>
      <h3 className={styles.title}>{t('details.around', 'The same object, within an hour')}</h3>
      {error && (
        <div className={styles.note} role="alert">
          {t('details.aroundFailed', 'The events around this one could not be loaded: {{-error}}', {
            error: error.message,
          })}{' '}
          <Button size="sm" fill="text" onClick={() => setRound(round + 1)}>
            {t('trouble.again', 'Try again')}
          </Button>
        </div>
      )}
      {isAlone && <div className={styles.note}>{t('details.alone', 'Nothing else')}</div>}
      {around && !isAlone && (
        <ol className={styles.list}>
          {around.after.map((row) => (
            <AroundRow key={row.key} row={row} current={record} />
          ))}
          <AroundRow row={around.own} current={record} />
          {around.before.map((row) => (
            <AroundRow key={row.key} row={row} current={record} />
          ))}
        </ol>
      )}
      {around && <Notes around={around} component={record.component} />}
    </section>
  );
}

/** What the list may lack. */
function Notes({ around: { nearLimit, more }, component }: { around: AroundEvents; component: string }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {nearLimit && (
        <div className={styles.note}>
          {t(
            'details.nearLimit',
            '{{-component}} may have dropped events about this object: it sends 25 of a type in a row at most, then one every 5 minutes.',
            { component }
          )}{' '}
          <TextLink href={LIMIT} inline external>
            {t('details.nearLimitMore', 'Why events are dropped')}
          </TextLink>
        </div>
      )}
      {more && (
        <div className={styles.note}>
          {t('details.aroundMore', 'Only the nearest events are shown. Open the story to see all of them.')}
        </div>
      )}
    </>
  );
}

/** Events of the row's kind, with the time of the one that is nearest to the current event. */
function AroundRow({ row: { record, message, added }, current }: { row: Row; current: EventRecord }) {
  const styles = useStyles2(getStyles);
  const { openEvent } = useActions();
  const isCurrent = record.id === current.id;
  return (
    <li>
      <button
        type="button"
        className={cx(styles.event, isCurrent && styles.current)}
        aria-current={isCurrent}
        title={message}
        onClick={() => openEvent(record.id)}
      >
        <span className={styles.when}>{whenText(record.timeMs - current.timeMs)}</span>
        <TypeMark type={record.type} occasion={occasionOf(record)} />
        <span className={styles.reason}>
          {record.reason}
          {added > 1 && <span className={styles.times}> ×{number(added)}</span>}
        </span>
        <span className={styles.message}>{message}</span>
      </button>
    </li>
  );
}

function whenText(difference: number): string {
  if (difference === 0) {
    return t('details.then', 'then');
  }
  return `${difference > 0 ? '+' : '−'}${durationWords(Math.abs(difference))}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ ...quiet(theme), margin: theme.spacing(0, 0, 0.5) }),
  note: css({ color: theme.colors.text.secondary }),
  list: css({ listStyle: 'none' }),
  event: css({
    ...BARE,
    display: 'grid',
    gridTemplateColumns: '76px 14px auto minmax(0, 1fr)',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    width: '100%',
    padding: theme.spacing(0.25, 0.5),
    textAlign: 'left',
    '&:hover': { background: theme.colors.action.hover },
  }),
  current: css({ background: theme.colors.action.selected }),
  when: css({ color: theme.colors.text.secondary, textAlign: 'right', whiteSpace: 'nowrap' }),
  times: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  reason: css({ fontWeight: theme.typography.fontWeightMedium, whiteSpace: 'nowrap' }),
  message: css({ ...ELLIPSIS, color: theme.colors.text.secondary }),
});
