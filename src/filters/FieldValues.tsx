import { useEffect, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, Input, useStyles2 } from '@grafana/ui';
import { type Filter } from '@kubernetes-events/logql';
import { useUrl } from '../view/url/useUrl';
import { Failed } from '../view/states/Failed';
import { number } from '../shared/values/number';
import { testIds } from '../shared/testIds';
import { BARE, ELLIPSIS, quiet } from '../shared/styles';
import { toggleValue } from '../view/url/filters';
import { valueLabel } from '../fields/fields';
import { useFieldValues } from './useFieldValues';

/** A field's values to include or to exclude, each with its number of occurrences. */
export function FieldValues({ field }: { field: string }) {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl();
  const [search, setSearch] = useState('');
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const { values, done, error, cut } = useFieldValues(field, true, search);
  const loading = !done && !error;
  const toggle = (value: string, exclude: boolean) =>
    update({ filters: toggleValue(state.filters, field, value, exclude) });
  /** The only value that matches, or the text as it is if none does. */
  const takeTyped = () => {
    const [only, ...more] = values;
    if (search && more.length === 0) {
      toggle(done && only ? only.value : search, false);
      setSearch('');
    }
  };
  return (
    <div className={styles.values}>
      <Input
        ref={box}
        value={search}
        placeholder={t('filters.search', 'Search values')}
        prefix={<Icon name="search" />}
        data-testid={testIds.filterSearch}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && takeTyped()}
      />
      {error && <Failed title={t('filters.failed', 'Values could not be loaded')} error={error} />}
      <ul className={cx(styles.list, loading && styles.loading)} aria-busy={loading}>
        {values.map(({ value, count }) => (
          <ValueRow
            key={value}
            value={value}
            count={count}
            chosen={chosenAs(state.filters, field, value)}
            toggle={(exclude) => toggle(value, exclude)}
          />
        ))}
      </ul>
      {done && values.length === 0 && <NoValue search={search} />}
      {loading && <div className={styles.note}>{t('filters.counting', 'Loading values…')}</div>}
      {cut && (
        <div className={styles.note}>
          {search
            ? t('filters.cutFound', 'There are more like this. Type more of it.')
            : t('filters.cut', 'There are more values. Search to find them in Loki.')}
        </div>
      )}
    </div>
  );
}

function NoValue({ search }: { search: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.note}>
      {search
        ? t(
            'filters.noneLike',
            'No matching values with the other filters in this time range. Press Enter to filter by "{{-search}}" anyway.',
            { search }
          )
        : t('filters.none', 'No values with the other filters in this time range.')}
    </div>
  );
}

function chosenAs(filters: readonly Filter[], field: string, value: string): 'in' | 'out' | undefined {
  const filter = filters.find((one) => one.field === field && one.values.includes(value));
  return filter && (filter.exclude ? 'out' : 'in');
}

interface RowProps {
  value: string;
  count: number;
  chosen?: 'in' | 'out';
  toggle(exclude: boolean): void;
}

function ValueRow({ value, count, chosen, toggle }: RowProps) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.include}
        aria-pressed={chosen === 'in'}
        data-testid={testIds.filterValue(value)}
        onClick={(event) => toggle(event.altKey)}
        title={value}
      >
        <Icon name={chosen === 'in' ? 'check-square' : 'square-shape'} className={cx(chosen === 'in' && styles.in)} />
        <span className={cx(styles.text, chosen === 'out' && styles.out)}>{valueLabel(value)}</span>
        <span className={cx(styles.count, count === 0 && styles.zero)}>{number(count)}</span>
      </button>
      <button
        type="button"
        className={cx(styles.exclude, chosen === 'out' && styles.excluded)}
        aria-pressed={chosen === 'out'}
        aria-label={t('filters.exclude', 'Not {{-value}}', { value: valueLabel(value) })}
        onClick={() => toggle(true)}
      >
        ≠
      </button>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  values: css({ width: 304, maxWidth: '100%' }),
  list: css({ listStyle: 'none', margin: theme.spacing(1, 0, 0), maxHeight: 320, overflowY: 'auto' }),
  loading: css({ opacity: 0.6 }),
  note: css({ ...quiet(theme), padding: theme.spacing(1, 0.5, 0), overflowWrap: 'anywhere' }),
  row: css({
    display: 'flex',
    alignItems: 'stretch',
    borderRadius: theme.shape.radius.default,
    '&:hover': { background: theme.colors.action.hover },
  }),
  include: css({
    ...BARE,
    flex: 1,
    minWidth: 0,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5),
    textAlign: 'left',
  }),
  in: css({ color: theme.colors.primary.text }),
  text: css({ ...ELLIPSIS, flex: 1, minWidth: 0 }),
  out: css({ textDecoration: 'line-through', color: theme.colors.text.secondary }),
  count: css({ color: theme.colors.text.secondary }),
  zero: css({ color: theme.colors.text.disabled }),
  exclude: css({
    width: 28,
    border: 0,
    borderRadius: theme.shape.radius.default,
    background: 'none',
    color: theme.colors.text.secondary,
    '&:hover': { color: theme.colors.text.primary, background: theme.colors.action.selected },
  }),
  excluded: css({ color: theme.colors.error.text, background: theme.colors.error.transparent }),
});
