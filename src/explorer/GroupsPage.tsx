import { useRef } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { LinkButton, useStyles2 } from '@grafana/ui';
import { useHref } from 'react-router-dom';
import { identityOfLabels } from '@kubernetes-events/logql';
import { Trouble } from '../view/states/Trouble';
import { testIds } from '../shared/testIds';
import { agoWords, fullTime } from '../shared/time/words';
import { useTime } from '../shared/time/TimeContext';
import { pageTarget } from '../view/url/pageTarget';
import { useUrl, useUrlContext } from '../view/url/useUrl';
import { overviewUrl } from '../overview/url';
import { useActions } from '../view/Actions';
import { useSize } from '../shared/useSize';
import { MiddleEllipsis } from '../shared/values/MiddleEllipsis';
import { number } from '../shared/values/number';
import { Sparkline } from '../shared/values/Sparkline';
import { useNear } from '../shared/values/useNear';
import { ValueActions } from '../fields/ValueActions';
import { valueLabel } from '../fields/fields';
import { Histogram } from '../overview/Histogram';
import { barsFor } from '../overview/bars';
import { NoEvents } from '../empty/NoEvents';
import { useOverview } from '../overview/useOverview';
import { changeText, GroupPlace, lastSeenText } from '../overview/GroupRow';
import { type Group } from '../overview/groups';
import { GroupChoices, GroupNotes, useGroups } from '../overview/Groups';
import { groupLabel, type GroupName } from '../fields/levels';
import { useLabelFields } from '../fields/useLabelFields';
import { useHeldOrder } from '../overview/useHeldOrder';
import { usePickGroup } from '../overview/usePickGroup';
import { ROVING_ROW, useRovingTabIndex } from '../shared/useRovingTabIndex';
import { COLUMN, TEXT_BUTTON, framed, quiet } from '../shared/styles';

const MOST = 500;
const NOTHING: [] = [];

/** The groups with room for everything that is known of them. */
export default function GroupsPage() {
  const styles = useStyles2(getStyles);
  const [state] = useUrl(overviewUrl);
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const overview = useOverview(barsFor(width), state.group, state.groupOrder);
  const { name, groups, rest } = useGroups(overview, NOTHING, MOST);
  const events = useHref(pageTarget('events', useUrlContext().params));
  return (
    <div ref={box} className={styles.page}>
      <Histogram overview={overview} width={width} />
      <section className={styles.groups} data-testid={testIds.groups} aria-label={t('groups.label', 'Groups')}>
        <div className={styles.head}>
          <GroupChoices name={name} fields={useLabelFields()} />
          <span className={styles.space} />
          <LinkButton href={events} size="sm" fill="text" icon="list-ul">
            {t('groups.events', 'Show the events')}
          </LinkButton>
        </div>
        {overview.error ? (
          <Trouble error={overview.error} />
        ) : (
          <GroupNotes overview={overview} groups={groups} rest={rest} />
        )}
        {overview.data?.done && groups.length === 0 && <NoEvents />}
        {groups.length > 0 && <GroupTable name={name} groups={groups} width={width} loading={overview.loading} />}
      </section>
    </div>
  );
}

interface TableProps {
  name: GroupName;
  groups: readonly Group[];
  width: number;
  loading: boolean;
}

function GroupTable({ name, groups, width, loading }: TableProps) {
  const styles = useStyles2(getStyles);
  const wide = width >= 720;
  const changed = groups.some(({ before }) => before !== undefined);
  const { shown, handlers } = useHeldOrder(groups);
  const roving = useRovingTabIndex(shown.map(({ key }) => key));
  return (
    <div className={cx(styles.scroller, loading && styles.loading)} aria-busy={loading}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{groupLabel(name)}</th>
            {wide && <th className={styles.sparkCell}>{t('groups.overTime', 'Over time')}</th>}
            <th className={styles.number}>{t('groups.occurrences', 'Occurrences')}</th>
            {changed && <th className={styles.number}>{t('groups.changed', 'Change')}</th>}
            <th className={styles.number}>{t('groups.ofWarnings', 'Warnings')}</th>
            <th className={cx(styles.number, styles.seen)}>{t('groups.seen', 'Last seen')}</th>
          </tr>
        </thead>
        <tbody onKeyDown={roving.onKeyDown} {...handlers}>
          {shown.map((group) => (
            <GroupLine
              key={group.key}
              name={name}
              group={group}
              width={wide ? Math.round(width * 0.3) : 0}
              tabIndex={roving.tabIndexOf(group.key)}
              reach={() => roving.reach(group.key)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LineProps {
  name: GroupName;
  group: Group;
  width: number;
  tabIndex: number;
  /** Called when the focus comes to it. */
  reach(): void;
}

function GroupLine({ name, group, width, tabIndex, reach }: LineProps) {
  const styles = useStyles2(getStyles);
  const { near, handlers } = useNear();
  const { span, timeZone } = useTime();
  const { openStory } = useActions();
  const pick = usePickGroup(name);
  const { values, count, warnings, spark, sparkWarnings, before, lastSeen, exact } = group;
  const label = valueLabel(Object.values(values).at(-1) ?? '');
  return (
    <tr
      data-testid={testIds.groupRow(label)}
      {...{ [ROVING_ROW]: '' }}
      {...handlers}
      className={styles.row}
      onClick={() => pick(group, false)}
    >
      <th scope="row">
        <button
          type="button"
          className={styles.name}
          title={label}
          tabIndex={tabIndex}
          onFocus={reach}
          onClick={(event) => {
            event.stopPropagation();
            pick(group, event.altKey);
          }}
        >
          <MiddleEllipsis text={label} />
          <GroupPlace values={values} />
        </button>
        {near && (
          <ValueActions
            label={label}
            tabIndex={-1}
            include={() => pick(group, false)}
            exclude={() => pick(group, true)}
          />
        )}
        {name === 'object' && values.name && (
          <button
            type="button"
            className={styles.story}
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation();
              openStory(identityOfLabels(values));
            }}
          >
            {t('groups.story', 'Story')}
          </button>
        )}
      </th>
      {width > 0 && (
        <td className={styles.sparkCell}>
          <Sparkline counts={spark} warnings={sparkWarnings} width={width} height={20} />
        </td>
      )}
      <td className={styles.number}>{number(count)}</td>
      {before !== undefined && <td className={styles.number}>{changeText(count, before)}</td>}
      <td className={cx(styles.number, warnings > 0 && styles.warnings)}>{warnings > 0 && `▲ ${number(warnings)}`}</td>
      <td className={styles.number} title={`${lastSeenText(group, timeZone)}\n${fullTime(lastSeen, timeZone)}`}>
        {exact ? agoWords(lastSeen, span.to) : `≈ ${agoWords(lastSeen, span.to)}`}
      </td>
    </tr>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ ...COLUMN, gap: theme.spacing(1) }),
  groups: css({ ...framed(theme), ...COLUMN }),
  head: css({
    ...quiet(theme),
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(0.5, 1),
    minHeight: 32,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  space: css({ flex: 1 }),
  scroller: css({ flex: 1, minHeight: 0, overflowY: 'auto' }),
  loading: css({ opacity: 0.6 }),
  table: css({
    width: '100%',
    tableLayout: 'fixed',
    'th, td': { padding: theme.spacing(0.5, 1), height: 34, fontWeight: 'normal', textAlign: 'left' },
    'thead th::first-letter': { textTransform: 'uppercase' },
    'thead th': { ...quiet(theme), position: 'sticky', top: 0, background: theme.colors.background.primary, zIndex: 1 },
    'tbody tr:hover': { background: theme.colors.action.hover },
    'tbody th': { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  }),
  row: css({ cursor: 'pointer' }),
  name: css({
    ...TEXT_BUTTON,
    minWidth: 0,
    flex: 1,
    textAlign: 'left',
    small: { display: 'block', color: theme.colors.text.secondary, fontSize: 11, lineHeight: 1.2 },
  }),
  story: css({
    border: 0,
    background: 'none',
    color: theme.colors.text.link,
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { textDecoration: 'underline' },
  }),
  sparkCell: css({ width: '32%' }),
  seen: css({ '&&': { width: 116 } }),
  number: css({ width: '12%', minWidth: 90, '&&': { textAlign: 'right' } }),
  warnings: css({ color: theme.colors.warning.text }),
});
