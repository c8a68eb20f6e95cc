import { type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { Popup } from '../shared/Popup';
import { ELLIPSIS } from '../shared/styles';

interface Props {
  name: string;
  value: string;
  exclude: boolean;
  /** What no event has, so that the filter cannot match. */
  unmatched?: readonly string[];
  flip(): void;
  remove(): void;
  /** What changes the value, below it. */
  editor(close: () => void): ReactNode;
}

/** One filter: its operator switches between include and exclude, its value opens an editor. */
export function Chip({ name, value, exclude, unmatched = [], flip, remove, editor }: Props) {
  const styles = useStyles2(getStyles);
  const cannotMatch = unmatched.length > 0;
  return (
    <span className={cx(styles.chip, exclude && styles.exclude, cannotMatch && styles.cannotMatch)}>
      <span className={styles.name}>{name}</span>
      <button
        type="button"
        className={styles.operator}
        onClick={flip}
        aria-label={exclude ? t('filters.toInclude', 'Switch to include') : t('filters.toExclude', 'Switch to exclude')}
      >
        {exclude ? '≠' : '='}
      </button>
      <Popup label={name} content={editor}>
        <button type="button" className={styles.value} title={value} aria-haspopup="dialog">
          {value}
        </button>
      </Popup>
      {cannotMatch && (
        <span className={styles.warning} role="status">
          <Icon name="exclamation-triangle" size="sm" />
          {t('filters.unmatched', 'no event in this time range has {{-values}}', { values: unmatched.join(', ') })}
        </span>
      )}
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
    chip: css({
      display: 'inline-flex',
      alignItems: 'center',
      maxWidth: 'min(640px, 100%)',
      height: 24,
      paddingLeft: theme.spacing(1),
      borderRadius: theme.shape.radius.default,
      background: theme.colors.primary.transparent,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    exclude: css({ background: theme.colors.error.transparent }),
    cannotMatch: css({ boxShadow: `inset 0 0 0 1px ${theme.colors.warning.border}` }),
    name: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
    value: css({
      ...button,
      ...ELLIPSIS,
      minWidth: 0,
      fontWeight: theme.typography.fontWeightMedium,
      '&:hover': { textDecoration: 'underline' },
    }),
    operator: css({ ...button, '&:hover': { color: theme.colors.text.link } }),
    warning: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      paddingLeft: theme.spacing(0.5),
      whiteSpace: 'nowrap',
      // The words in a colour would be too faint on the chip's own.
      svg: { color: theme.colors.warning.text },
    }),
    remove: css({
      ...button,
      display: 'inline-flex',
      color: theme.colors.text.secondary,
      '&:hover': { color: theme.colors.text.primary },
    }),
  };
};
