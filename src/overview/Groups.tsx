import { type ReactNode, useMemo } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type EventRecord } from '@kubernetes-events/event';
import { useUrl } from '../view/url/useUrl';
import { overviewUrl } from './url';
import { type Answer } from '../loki/useLoki';
import { Choice } from '../shared/Choice';
import { testIds } from '../shared/testIds';
import { number } from '../shared/values/number';
import { type Overview } from './overview';
import { GroupRow } from './GroupRow';
import { type Group, groupsOf } from './groups';
import { labelFields } from '../fields/labelFields';
import { GROUP_NAMES, groupLabel, groupLabels, type GroupName, groupOfLabel, isGroup } from '../fields/levels';
import { useHeldOrder } from './useHeldOrder';
import { usePickGroup } from './usePickGroup';
import { useRovingTabIndex } from '../shared/useRovingTabIndex';
import { framed, quiet } from '../shared/styles';

const MOST = 200;

interface Props {
  overview: Answer<Overview>;
  /** What the list has loaded. */
  records: readonly EventRecord[];
  /** Whether they are shown where there is no room beside the list. */
  open: boolean;
}

/** What the events are about, worst first: a click goes a level down. */
export function Groups({ overview, records, open }: Props) {
  const styles = useStyles2(getStyles);
  const { name, groups, rest } = useGroups(overview, records, MOST);
  const fields = useMemo(() => labelFields(records), [records]);
  const pick = usePickGroup(name);
  const { shown, handlers } = useHeldOrder(groups);
  const roving = useRovingTabIndex(shown.map(({ key }) => key));
  return (
    <section
      className={cx(styles.rail, open && styles.open)}
      data-testid={testIds.groups}
      aria-label={t('groups.label', 'Groups')}
    >
      <div className={styles.head}>
        <GroupChoices name={name} fields={fields} />
      </div>
      <GroupNotes overview={overview} groups={groups} rest={rest} />
      <ul
        className={cx(styles.rows, overview.loading && styles.loading)}
        aria-busy={overview.loading}
        onKeyDown={roving.onKeyDown}
        {...handlers}
      >
        {shown.map((group) => (
          <GroupRow
            key={group.key}
            group={group}
            pick={pick}
            tabIndex={roving.tabIndexOf(group.key)}
            reach={() => roving.reach(group.key)}
          />
        ))}
      </ul>
    </section>
  );
}

/** The groups of the overview that are shown, in the order chosen, and how many are beyond. */
export function useGroups({ data }: Answer<Overview>, records: readonly EventRecord[], most: number) {
  const [state] = useUrl(overviewUrl);
  const name: GroupName = isGroup(state.group) ? state.group : 'namespace';
  const all = useMemo(
    () => (data ? groupsOf(data, groupLabels(name), state.groupOrder, records) : []),
    [data, name, state.groupOrder, records]
  );
  return { name, groups: all.slice(0, most), rest: Math.max(0, all.length - most) };
}

/** By what, and which first. @param fields of these events, besides those of every event */
export function GroupChoices({ name, fields }: { name: GroupName; fields: readonly string[] }) {
  const [state, update] = useUrl(overviewUrl);
  const names = new Set([...GROUP_NAMES, ...fields.map(groupOfLabel), name]);
  return (
    <>
      <Choice
        label={t('groups.by', 'Group by')}
        value={name}
        options={[...names].map((one) => ({ value: one, label: groupLabel(one) }))}
        onChange={(group) => update({ group })}
      />
      <Choice
        label={t('groups.order', 'Sort by')}
        value={state.groupOrder}
        options={[
          { value: 'warnings', label: t('groups.warnings', 'Most warnings') },
          { value: 'count', label: t('groups.count', 'Most events') },
          { value: 'newest', label: t('groups.newest', 'Newest') },
          { value: 'change', label: t('groups.change', 'Most changed') },
        ]}
        onChange={(groupOrder) => update({ groupOrder }, { replace: true })}
      />
    </>
  );
}

interface NotesProps {
  overview: Answer<Overview>;
  groups: readonly Group[];
  rest: number;
}

/** Notes on the counts: too many groups, none, or none yet. */
export function GroupNotes({ overview, groups, rest }: NotesProps) {
  const { data, error } = overview;
  const sample = data?.sample;
  return (
    <>
      {sample !== undefined && (
        <Note>
          {t('groups.sample', 'Too many groups. Counts cover the newest {{n}} events.', { n: number(sample) })}
        </Note>
      )}
      {rest > 0 && <Note>{t('groups.rest', '{{n}} more further down', { n: number(rest) })}</Note>}
      {error && <Note>{error.message}</Note>}
      {groups.length === 0 && <NoGroups overview={overview} />}
    </>
  );
}

function NoGroups({ overview: { data, error, loading } }: Pick<NotesProps, 'overview'>) {
  if (error) {
    return null;
  }
  return data?.done && !loading ? (
    <Note>{t('groups.none', 'No events')}</Note>
  ) : (
    <Note>{t('groups.loading', 'Counting…')}</Note>
  );
}

function Note({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return <div className={styles.note}>{children}</div>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  rail: css({
    ...framed(theme),
    flex: '0 0 clamp(220px, 19vw, 340px)',
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    [theme.breakpoints.down('md')]: { display: 'none' },
  }),
  open: css({ [theme.breakpoints.down('md')]: { display: 'flex', position: 'absolute', inset: 0, zIndex: 2 } }),
  head: css({
    ...quiet(theme),
    display: 'flex',
    justifyContent: 'space-between',
    padding: theme.spacing(0.5, 1),
    minHeight: 32,
    alignItems: 'center',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  rows: css({ flex: 1, minHeight: 0, overflowY: 'auto', listStyle: 'none', margin: 0, padding: 0 }),
  loading: css({ opacity: 0.6 }),
  note: css({ ...quiet(theme), padding: theme.spacing(0.75, 1) }),
});
