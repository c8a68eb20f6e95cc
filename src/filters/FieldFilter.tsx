import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { Popup } from '../shared/Popup';
import { inputButton } from '../shared/styles';
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
  button: css(inputButton(theme)),
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
