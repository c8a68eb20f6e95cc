import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import { useView } from '../../app/ViewContext';
import { testIds } from '../../shared/testIds';
import { fieldLabel, valueLabel } from './fields';

/** What narrows the events down now, each part with a way to let it go. */
export function ActiveFilters() {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  const { filters, lines, fieldSelector } = state;
  if (filters.length + lines.length === 0 && !fieldSelector) {
    return null;
  }
  return (
    <div className={styles.filters} data-testid={testIds.activeFilters}>
      {filters.map((filter, at) => (
        <Chip
          key={`${filter.field}${filter.exclude}`}
          exclude={filter.exclude}
          flip={() => update({ filters: filters.with(at, { ...filter, exclude: !filter.exclude }) })}
          name={fieldLabel(filter.field)}
          value={filter.values.map(valueLabel).join(', ')}
          remove={() => update({ filters: filters.filter((_, other) => other !== at) })}
        />
      ))}
      {lines.map((line, at) => (
        <Chip
          key={at}
          exclude={line.exclude ?? false}
          flip={() => update({ lines: lines.with(at, { ...line, exclude: !line.exclude }) })}
          name={line.regexp ? t('text.chipRegexp', 'Expression') : t('text.chip', 'Text')}
          value={line.text}
          remove={() => update({ lines: lines.filter((_, other) => other !== at) })}
        />
      ))}
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        onClick={() => update({ filters: [], lines: [], fieldSelector: '' })}
      >
        {t('filters.clear', 'Clear all')}
      </Button>
    </div>
  );
}

interface ChipProps {
  exclude: boolean;
  flip(): void;
  name: string;
  value: string;
  remove(): void;
}

function Chip({ exclude, flip, name, value, remove }: ChipProps) {
  const styles = useStyles2(getStyles);
  return (
    <span className={cx(styles.chip, exclude && styles.exclude)}>
      <span className={styles.name}>{name}</span>
      <button
        type="button"
        className={styles.operator}
        onClick={flip}
        aria-label={
          exclude
            ? t('filters.toInclude', 'Left out: ask for it instead')
            : t('filters.toExclude', 'Asked for: leave it out instead')
        }
      >
        {exclude ? '≠' : '='}
      </button>
      <span className={styles.value} title={value}>
        {value}
      </span>
      <button
        type="button"
        className={styles.remove}
        onClick={remove}
        aria-label={t('filters.remove', 'Remove the filter on {{name}}', { name })}
      >
        <Icon name="times" size="sm" />
      </button>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const button = { border: 0, background: 'none', color: 'inherit', padding: theme.spacing(0, 0.5) };
  return {
    filters: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5) }),
    chip: css({
      display: 'inline-flex',
      alignItems: 'center',
      maxWidth: 'min(480px, 100%)',
      height: 24,
      paddingLeft: theme.spacing(1),
      borderRadius: theme.shape.radius.default,
      background: theme.colors.primary.transparent,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    exclude: css({ background: theme.colors.error.transparent }),
    name: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
    value: css({
      minWidth: 0,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      fontWeight: theme.typography.fontWeightMedium,
    }),
    operator: css({ ...button, '&:hover': { color: theme.colors.text.link } }),
    remove: css({
      ...button,
      display: 'inline-flex',
      color: theme.colors.text.secondary,
      '&:hover': { color: theme.colors.text.primary },
    }),
  };
};
