import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, useStyles2 } from '@grafana/ui';

interface Props {
  /** The value, as a reader knows it. */
  label: string;
  include(): void;
  exclude(): void;
  className?: string;
  tabIndex?: number;
}

/** The buttons beside a value that filter by it. */
export function ValueActions({ label, include, exclude, className, tabIndex }: Props) {
  const styles = useStyles2(getStyles);
  const actions = [
    { name: 'search-plus', action: t('value.include', 'Only {{-value}}', { value: label }), act: include },
    { name: 'search-minus', action: t('value.exclude', 'Without {{-value}}', { value: label }), act: exclude },
  ] as const;
  return (
    <span className={cx(styles.actions, className)} data-actions>
      {actions.map(({ name, action, act }) => (
        <IconButton
          key={name}
          name={name}
          size="sm"
          // Grafana's tooltip would make each button a tab stop.
          aria-label={action}
          title={action}
          tabIndex={tabIndex}
          onClick={(event) => {
            event.stopPropagation();
            act();
          }}
        />
      ))}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'inline-flex', gap: theme.spacing(0.25), button: { margin: 0 } }),
});
