import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type EventRecord } from '@kubernetes-events/event';
import { plain, type Problem } from '@kubernetes-events/problems';
import { ObjectLink } from '../fields/ObjectLink';
import { occasionOf } from '../fields/occasion';
import { TypeMark } from '../fields/TypeMark';
import { quiet, TEXT_BUTTON } from '../shared/styles';
import { useTime } from '../shared/time/TimeContext';
import { clockWords, durationWords, needsDay } from '../shared/time/words';
import { useActions } from '../view/Actions';

/** A second of difference is none: most times of events are in whole seconds. */
const SAME_MS = 1000;

/** What stands near the problem's start in time, nearest first; no cause is claimed. */
export function EvidenceList({ problem: { details, startMs } }: { problem: Problem }) {
  const styles = useStyles2(getStyles);
  const { evidence = [], after } = details ?? {};
  if (evidence.length === 0 && !after) {
    return (
      <div className={styles.quiet}>
        {t('problem.noEvidence', 'No change of the workload, no scaling and no trouble of its nodes is known.')}
      </div>
    );
  }
  return (
    <ul className={styles.list}>
      {evidence.map(({ record, distanceMs }) => (
        <Line key={record.id} record={record} distance={distanceWords(distanceMs)} />
      ))}
      {after && (
        <Line
          record={after.record}
          distance={t('problem.after', '{{-duration}} after it began', {
            duration: durationWords(after.atMs - startMs),
          })}
        />
      )}
    </ul>
  );
}

/** Most of it is before the start; what changed in reaction, or at the same time, is not. */
export const evidenceTitle = ({ details }: Problem): string =>
  details?.after || details?.evidence.some(({ distanceMs }) => distanceMs > 0)
    ? t('problem.around', 'Near its start')
    : t('problem.before', 'Before it');

function distanceWords(ms: number): string {
  return Math.abs(ms) <= SAME_MS
    ? t('problem.sameTime', 'at the same time')
    : ms < 0
      ? t('problem.beforeBy', '{{-duration}} before', { duration: durationWords(-ms) })
      : t('problem.afterBy', '{{-duration}} after the start', { duration: durationWords(ms) });
}

function Line({ record, distance }: { record: EventRecord; distance: string }) {
  const styles = useStyles2(getStyles);
  const { openEvent } = useActions();
  const { span, timeZone } = useTime();
  const withDay = needsDay(span) || record.timeMs < span.from;
  return (
    <li>
      <TypeMark type={record.type} occasion={occasionOf(record)} />
      <span className={styles.time}>
        {clockWords(record.timeMs, timeZone, withDay)} <span className={styles.quiet}>{distance}</span>
      </span>
      <span data-body>
        <button type="button" className={styles.text} onClick={() => openEvent(record.id)}>
          {plain(record)}
        </button>
        <span className={styles.quiet}>
          <ObjectLink object={record} />
        </span>
      </span>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    margin: 0,
    listStyle: 'none',
    display: 'grid',
    gridTemplateColumns: 'auto max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 1),
    li: { display: 'contents' },
    svg: { marginTop: 4 },
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'auto minmax(0, 1fr)', '[data-body]': { gridColumn: 2 } },
  }),
  time: css({ whiteSpace: 'nowrap' }),
  text: css({ ...TEXT_BUTTON, textAlign: 'left', overflowWrap: 'anywhere' }),
  quiet: css(quiet(theme)),
});
