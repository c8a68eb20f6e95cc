import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type Filter } from '@kubernetes-events/logql';
import { useView } from '../../app/ViewContext';
import { Choice } from '../../shared/Choice';
import { number } from '../../shared/values/number';
import { testIds } from '../../shared/testIds';
import { onlyValue, setValues, toggleValue } from '../../shared/url/filters';
import { GroupRow } from './GroupRow';
import { groupLabel, type GroupName, GROUPS, isGroup } from './levels';
import { type Group, useGroups } from './useGroups';

/** What the events are about, largest first: a click goes a level down. */
export function Groups() {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  const name: GroupName = isGroup(state.group) ? state.group : 'namespace';
  const { groups, sample, loading, error } = useGroups(name, state.groupOrder);

  const pick = (group: Group, exclude: boolean) =>
    exclude
      ? update({ filters: without(state.filters, group) })
      : update({ filters: withOnly(state.filters, group), group: GROUPS[name].next });

  return (
    <section className={styles.rail} data-testid={testIds.groups} aria-label={t('groups.label', 'Groups')}>
      <div className={styles.head}>
        <Choice
          label={t('groups.by', 'By')}
          value={name}
          options={(Object.keys(GROUPS) as GroupName[]).map((one) => ({ value: one, label: groupLabel(one) }))}
          onChange={(group) => update({ group })}
        />
        <Choice
          label={t('groups.order', 'first')}
          value={state.groupOrder}
          options={[
            { value: 'warnings', label: t('groups.warnings', 'most warnings') },
            { value: 'count', label: t('groups.count', 'most') },
            { value: 'newest', label: t('groups.newest', 'newest') },
            { value: 'change', label: t('groups.change', 'most changed') },
          ]}
          onChange={(groupOrder) => update({ groupOrder }, { replace: true })}
        />
      </div>
      {sample !== undefined && (
        <div className={styles.note}>
          {t('groups.sample', 'Too many to count: of the newest {{n}} sightings', { n: number(sample) })}
        </div>
      )}
      {error && <div className={styles.note}>{error.message}</div>}
      <ul className={cx(styles.rows, loading && styles.loading)} aria-busy={loading}>
        {groups.map((group) => (
          <GroupRow key={group.key} group={group} name={name} pick={pick} />
        ))}
      </ul>
      {!loading && !error && groups.length === 0 && (
        <div className={styles.note}>{t('groups.none', 'Nothing here')}</div>
      )}
    </section>
  );
}

const withOnly = (filters: readonly Filter[], { values }: Group) =>
  Object.entries(values).reduce((all: Filter[], [field, value]) => onlyValue(all, field, value), [...filters]);

/** An object cannot be left out by its kind or namespace, which others share: by its name it can. */
function without(filters: readonly Filter[], { values }: Group): Filter[] {
  const [field = '', value = ''] = Object.entries(values).at(-1) ?? [];
  const excluded = filters.find((filter) => filter.field === field && filter.exclude)?.values ?? [];
  return excluded.includes(value)
    ? toggleValue(filters, field, value, true)
    : setValues(filters, field, [...excluded, value], true);
}

const getStyles = (theme: GrafanaTheme2) => ({
  rail: css({
    flex: '0 0 clamp(220px, 19vw, 340px)',
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    [theme.breakpoints.down('md')]: { display: 'none' },
  }),
  head: css({
    display: 'flex',
    justifyContent: 'space-between',
    padding: theme.spacing(0.5, 1),
    minHeight: 32,
    alignItems: 'center',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  rows: css({ flex: 1, minHeight: 0, overflowY: 'auto', listStyle: 'none', margin: 0, padding: 0 }),
  loading: css({ opacity: 0.6 }),
  note: css({
    padding: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
