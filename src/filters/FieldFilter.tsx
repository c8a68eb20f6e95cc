import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { Popup } from '../shared/Popup';
import { testIds } from '../shared/testIds';
import { fieldLabel } from '../fields/fields';
import { FieldValues } from './FieldValues';

/** A field's button: opens its values with their counts, to include or to exclude. */
export function FieldFilter({ field }: { field: string }) {
  const styles = useStyles2(getStyles);
  const [state] = useUrl();
  const chosen = state.filters
    .filter((filter) => filter.field === field)
    .reduce((sum, { values }) => sum + values.length, 0);
  return (
    <Popup label={fieldLabel(field)} content={() => <FieldValues field={field} />}>
      <button
        type="button"
        className={cx(styles.button, chosen > 0 && styles.chosen)}
        aria-haspopup="dialog"
        data-testid={testIds.filter(field)}
      >
        {fieldLabel(field)}
        {chosen > 0 && <span className={styles.count}>{chosen}</span>}
        <Icon name="angle-down" size="sm" />
      </button>
    </Popup>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    height: theme.spacing(4),
    padding: theme.spacing(0, 1),
    border: `1px solid ${theme.components.input.borderColor}`,
    borderRadius: theme.shape.radius.default,
    background: theme.components.input.background,
    color: theme.colors.text.primary,
    whiteSpace: 'nowrap',
    '&:hover': { borderColor: theme.components.input.borderHover },
  }),
  chosen: css({ borderColor: theme.colors.primary.border, '&:hover': { borderColor: theme.colors.primary.border } }),
  count: css({
    minWidth: 16,
    padding: theme.spacing(0, 0.5),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.primary.transparent,
    color: theme.colors.primary.text,
    fontSize: theme.typography.bodySmall.fontSize,
    textAlign: 'center',
  }),
});
