import { useMemo } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useView } from '../app/ViewContext';
import { tellsMeaning } from '../reasons/pointed';
import { useTime } from '../shared/time/TimeContext';
import { clockWords, durationWords } from '../shared/time/words';
import { number } from '../shared/values/number';
import { ObjectLink } from '../shared/values/ObjectLink';
import { TypeMark } from '../shared/values/TypeMark';
import { type Moment, momentsOf } from './moments';
import { roleLabel } from './Summary';
import { type Story } from './storyOf';

/** What happened, in order: the object's own events stand out, those of its relations stand beside them. */
export function Life({ story, loading }: { story: Story; loading: boolean }) {
  const styles = useStyles2(getStyles);
  const { state } = useView();
  const { own, related } = story;
  const moments = useMemo(() => momentsOf({ own, related: state.alone ? [] : related }), [own, related, state.alone]);
  return (
    <ol className={styles.life} aria-busy={loading}>
      {moments.map((moment, at) => (
        <MomentRow key={moment.row.key} moment={moment} gap={gapBefore(moments, at)} />
      ))}
    </ol>
  );
}

const LONG_GAP = 5 * 60_000;

/** How long nothing happened before, where that was long. */
function gapBefore(moments: Moment[], at: number): number | undefined {
  const gap = (moments[at]?.row.from ?? 0) - (moments[at - 1]?.row.from ?? Infinity);
  return gap >= LONG_GAP ? gap : undefined;
}

function MomentRow({ moment, gap }: { moment: Moment; gap?: number }) {
  const styles = useStyles2(getStyles);
  const { update, state } = useView();
  const { timeZone } = useTime();
  const { row, relation } = moment;
  const { record, count, from, to } = row;
  return (
    <li>
      {gap !== undefined && <div className={styles.gap}>{durationWords(gap)}</div>}
      <div className={cx(styles.moment, relation && styles.other, record.id === state.event && styles.selected)}>
        <span className={styles.time}>{clockWords(from, timeZone, true)}</span>
        <TypeMark type={record.type} />
        <div className={styles.body}>
          <div>
            <button
              type="button"
              className={styles.reason}
              {...tellsMeaning(record.reason, record)}
              onClick={() => update({ event: record.id }, { replace: Boolean(state.event) })}
            >
              {record.reason}
            </button>
            {count > 1 && (
              <span className={styles.quiet}>
                {to > from
                  ? t('list.repeats', '{{n}} times in {{duration}}', {
                      n: number(count),
                      duration: durationWords(to - from),
                    })
                  : `×${number(count)}`}
              </span>
            )}
          </div>
          <div className={styles.message}>{record.message}</div>
          {relation && (
            <div className={styles.quiet}>
              <ObjectLink object={record} />
              <span>{nearText(moment)}</span>
            </div>
          )}
        </div>
      </div>
    </li>
  );
}

/** Why it is told here: whose it is, and how far in time. Never that it is the cause. */
function nearText({ relation, near }: Moment): string {
  const role = relation ? roleLabel(relation) : '';
  if (!near) {
    return role;
  }
  const values = {
    role,
    duration: durationWords(Math.abs(near.by)),
    reason: near.record.reason,
    interpolation: { escapeValue: false },
  };
  return near.by <= 0
    ? t('story.earlier', '{{role}}, {{duration}} before {{reason}}', values)
    : t('story.later', '{{role}}, {{duration}} after {{reason}}', values);
}

const getStyles = (theme: GrafanaTheme2) => ({
  life: css({
    flex: 1,
    minWidth: 0,
    minHeight: 0,
    overflowY: 'auto',
    margin: 0,
    padding: theme.spacing(1),
    listStyle: 'none',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    [theme.breakpoints.down('md')]: { overflowY: 'visible', flex: 'none' },
  }),
  gap: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '&::before, &::after': { content: '""', flex: 1, borderTop: `1px dashed ${theme.colors.border.weak}` },
  }),
  moment: css({
    display: 'grid',
    gridTemplateColumns: '108px 14px minmax(0, 1fr)',
    gap: theme.spacing(1),
    alignItems: 'start',
    padding: theme.spacing(0.5),
    svg: { marginTop: 5 },
  }),
  other: css({
    marginLeft: theme.spacing(3),
    paddingLeft: theme.spacing(1.5),
    borderLeft: `2px solid ${theme.colors.border.weak}`,
  }),
  selected: css({ background: theme.colors.action.selected }),
  time: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  body: css({ minWidth: 0, '> div': { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1) } }),
  reason: css({
    padding: 0,
    border: 0,
    background: 'none',
    fontWeight: theme.typography.fontWeightMedium,
    '&:hover': { textDecoration: 'underline' },
  }),
  message: css({ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
