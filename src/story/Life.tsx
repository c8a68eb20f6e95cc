import { Fragment, useMemo } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Icon, useStyles2 } from '@grafana/ui';
import { useActions } from '../view/Actions';
import { useUrl } from '../view/url/useUrl';
import { storyUrl } from './url';
import { type Row } from '../rows/fold';
import { reasonTipHandlers } from '../fields/pointedReason';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { clockWords, durationWords } from '../shared/time/words';
import { number } from '../shared/values/number';
import { BARE, TEXT_BUTTON, framed, quiet } from '../shared/styles';
import { useToggled } from '../shared/useToggled';
import { ObjectLink } from '../fields/ObjectLink';
import { occasionOf } from '../fields/occasion';
import { occasionLabel, TypeMark } from '../fields/TypeMark';
import { type Moment, momentsOf } from './moments';
import { type Fold, gapsBetween, partsOf } from './parts';
import { roleLabel } from './Summary';
import { type Story } from './storyOf';

/** What happened, in order: the object's own events stand out, those of related objects are indented. */
export function Life({ story, loading }: { story: Story; loading: boolean }) {
  const styles = useStyles2(getStyles);
  const [state] = useUrl(storyUrl);
  const { own, related } = story;
  const moments = useMemo(() => momentsOf({ own, related: state.alone ? [] : related }), [own, related, state.alone]);
  const parts = useMemo(() => partsOf(moments), [moments]);
  const [open, toggle] = useToggled();
  const isOpen = ({ fold }: Fold) => fold.some((moment) => open.has(moment.row.key) || holds(moment, state.event));
  const shown = parts.flatMap((part) => ('moment' in part ? part.moment : isOpen(part) ? part.fold : []));
  const gaps = gapsBetween(shown);
  const row = (moment: Moment) => <MomentRow key={moment.row.key} moment={moment} gap={gaps.get(moment)} />;
  return (
    <ol className={styles.life} aria-busy={loading}>
      {parts.map((part) => {
        if ('moment' in part) {
          return row(part.moment);
        }
        const key = part.fold[0]?.row.key ?? '';
        return (
          <Fragment key={`fold ${key}`}>
            <FoldRow {...part} isOpen={isOpen(part)} toggle={() => toggle(key)} />
            {isOpen(part) && part.fold.map(row)}
          </Fragment>
        );
      })}
    </ol>
  );
}

const holds = ({ row }: Moment, event: string) => event !== '' && row.repeats.some(({ id }) => id === event);

interface FoldProps extends Fold {
  isOpen: boolean;
  toggle(): void;
}

/** Stands for several moments, with the time that they are from. */
function FoldRow({ fold, why, isOpen, toggle }: FoldProps) {
  const styles = useStyles2(getStyles);
  const { timeZone } = useTime();
  const count = fold.reduce((sum, { row }) => sum + row.repeats.length, 0);
  const from = clockWords(Math.min(...fold.map(({ row }) => row.from)), timeZone, true);
  const to = clockWords(Math.max(...fold.map(({ row }) => row.to)), timeZone, true);
  return (
    <li>
      <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={toggle}>
        <Icon name={isOpen ? 'angle-down' : 'angle-right'} />
        {why === 'earlier'
          ? t('story.foldEarlier', '{{n}} earlier events', { count, n: number(count) })
          : t('story.foldNode', '{{n}} other node events', { count, n: number(count) })}
        <span>{from === to ? from : `${from} – ${to}`}</span>
      </button>
    </li>
  );
}

function MomentRow({ moment, gap }: { moment: Moment; gap?: number }) {
  const styles = useStyles2(getStyles);
  const [state] = useUrl();
  const { openEvent } = useActions();
  const { row, relation } = moment;
  const { record } = row;
  const occasion = occasionOf(record);
  return (
    <li>
      {gap !== undefined && <div className={styles.gap}>{durationWords(gap)}</div>}
      <div
        className={cx(styles.moment, relation && styles.other, holds(moment, state.event) && styles.selected)}
        data-testid={testIds.moment}
        data-own={relation === undefined}
        data-count={row.count}
      >
        <Time row={row} />
        <TypeMark type={record.type} occasion={occasion} />
        <div className={styles.body}>
          <div>
            <button
              type="button"
              className={styles.reason}
              {...reasonTipHandlers(record.reason, record)}
              onClick={() => openEvent(record.id)}
            >
              {record.reason}
            </button>
            {row.count > 1 && <span className={styles.quiet}>×{number(row.count)}</span>}
            {occasion && <Badge text={occasionLabel(occasion)} color="darkgrey" />}
          </div>
          <div className={styles.message}>{row.message}</div>
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

/** When it happened first and, if it repeats, when last. */
function Time({ row: { from, to } }: { row: Row }) {
  const styles = useStyles2(getStyles);
  const { timeZone } = useTime();
  return (
    <span className={styles.time}>
      {clockWords(from, timeZone, true)}
      {to > from && <div>– {clockWords(to, timeZone, true)}</div>}
    </span>
  );
}

/** Whose it is, and how far in time from an event of the object. Never that it is the cause. */
function nearText({ relation, near }: Moment): string {
  const role = relation ? roleLabel(relation) : '';
  if (!near) {
    return role;
  }
  const values = { role, duration: durationWords(Math.abs(near.by)), reason: near.record.reason };
  if (values.duration === durationWords(0)) {
    return t('story.same', '{{-role}}, at the same time as {{-reason}}', values);
  }
  return near.by <= 0
    ? t('story.earlier', '{{-role}}, {{-duration}} before {{-reason}}', values)
    : t('story.later', '{{-role}}, {{-duration}} after {{-reason}}', values);
}

const getStyles = (theme: GrafanaTheme2) => ({
  life: css({
    ...framed(theme),
    flex: 1,
    minWidth: 0,
    minHeight: 0,
    overflowY: 'auto',
    margin: 0,
    padding: theme.spacing(1),
    listStyle: 'none',
    [theme.breakpoints.down('md')]: { overflowY: 'visible', flex: 'none' },
  }),
  fold: css({
    ...BARE,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    width: '100%',
    padding: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    textAlign: 'left',
    '&:hover': { background: theme.colors.action.hover },
  }),
  gap: css({
    ...quiet(theme),
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    '&::before, &::after': { content: '""', flex: 1, borderTop: `1px dashed ${theme.colors.border.weak}` },
  }),
  moment: css({
    display: 'grid',
    gridTemplateColumns: '116px 14px minmax(0, 1fr)',
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
  reason: css({ ...TEXT_BUTTON, fontWeight: theme.typography.fontWeightMedium }),
  message: css({ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
