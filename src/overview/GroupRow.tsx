import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../shared/testIds';
import { clockWords } from '../shared/time/words';
import { useTime } from '../shared/time/TimeContext';
import { MiddleEllipsis } from '../shared/values/MiddleEllipsis';
import { number, shortNumber } from '../shared/values/number';
import { Sparkline } from '../shared/values/Sparkline';
import { useNear } from '../shared/values/useNear';
import { ValueActions } from '../fields/ValueActions';
import { valueLabel } from '../fields/fields';
import { fewer, type Group } from './groups';
import { ROVING_ROW } from '../shared/useRovingTabIndex';
import { BARE } from '../shared/styles';

interface Props {
  group: Group;
  pick(group: Group, exclude: boolean): void;
  tabIndex: number;
  /** Called when the focus comes to it. */
  reach(): void;
}

export function GroupRow({ group, pick, tabIndex, reach }: Props) {
  const styles = useStyles2(getStyles);
  const { near, handlers } = useNear();
  const { timeZone } = useTime();
  const { values, count, warnings, spark, sparkWarnings, before } = group;
  const label = valueLabel(Object.values(values).at(-1) ?? '');
  const title = [label, lastSeenText(group, timeZone)].join('\n');
  return (
    <li {...handlers} {...{ [ROVING_ROW]: '' }} className={styles.item}>
      <button
        type="button"
        className={styles.row}
        tabIndex={tabIndex}
        onFocus={reach}
        title={title}
        data-testid={testIds.groupRow(label)}
        onClick={(event) => pick(group, event.altKey)}
      >
        <span className={styles.name}>
          <MiddleEllipsis text={label} />
          <GroupPlace values={values} />
        </span>
        <Sparkline counts={fewer(spark, 32)} warnings={fewer(sparkWarnings, 32)} width={56} height={16} />
        <span
          className={styles.warnings}
          title={t('groups.warningsOf', '{{n}} warnings', { count: warnings, n: number(warnings) })}
        >
          {warnings > 0 && `▲ ${shortNumber(warnings)}`}
        </span>
        <span className={styles.count}>
          {shortNumber(count)}
          {before !== undefined && <small>{changeText(count, before)}</small>}
        </span>
      </button>
      {near && (
        <ValueActions
          className={styles.actions}
          label={label}
          tabIndex={-1}
          include={() => pick(group, false)}
          exclude={() => pick(group, true)}
        />
      )}
    </li>
  );
}

/** What else a group has in common: where an object or a workload is. */
export function GroupPlace({ values }: Pick<Group, 'values'>) {
  const place = Object.values(values).slice(0, -1).filter(Boolean);
  return place.length > 0 && <small>{place.join(' · ')}</small>;
}

/** When a group was last seen, as exactly as is known. */
export function lastSeenText({ lastSeen, exact }: Group, timeZone: TimeZone): string {
  const time = clockWords(lastSeen, timeZone, true);
  return exact
    ? t('groups.lastSeenAt', 'last seen {{time}}', { time })
    : t('groups.lastSeen', 'last seen before {{time}}', { time });
}

export function changeText(count: number, before: number): string {
  const difference = count - before;
  return difference === 0 ? '±0' : `${difference > 0 ? '+' : '−'}${shortNumber(Math.abs(difference))}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  item: css({ position: 'relative' }),
  actions: css({
    position: 'absolute',
    top: '50%',
    right: theme.spacing(12.5),
    transform: 'translateY(-50%)',
    padding: theme.spacing(0.25, 0.5),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
  }),
  row: css({
    ...BARE,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    width: '100%',
    minHeight: 30,
    padding: theme.spacing(0.25, 1),
    textAlign: 'left',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
    small: { display: 'block', color: theme.colors.text.secondary, fontSize: 11, lineHeight: 1.2 },
  }),
  name: css({ flex: 1, minWidth: 0 }),
  warnings: css({
    minWidth: 44,
    textAlign: 'right',
    color: theme.colors.warning.text,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  count: css({ minWidth: 40, textAlign: 'right' }),
});
