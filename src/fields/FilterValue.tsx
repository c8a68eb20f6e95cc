import { type ReactNode } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type Seen } from '@kubernetes-events/reasons';
import { clickValue, useActions } from '../view/Actions';
import { BARE, ELLIPSIS } from '../shared/styles';
import { reasonTipHandlers } from './pointedReason';
import { WithActions } from './WithActions';

interface Props {
  field: string;
  value: string;
  children?: ReactNode;
  tabIndex?: number;
  /** For a reason: its event, which decides between several meanings. */
  about?: Seen;
}

/** A value on screen that filters: a click includes only it, an Alt-click excludes it, and so do the buttons beside it. */
export function FilterValue({ field, value, children, tabIndex, about }: Props) {
  const styles = useStyles2(getStyles);
  const actions = useActions();
  const isReason = field === 'reason' && value !== '';
  const label = value || t('field.none', '(none)');
  return (
    <WithActions field={field} value={value} label={label} tabIndex={tabIndex}>
      <button
        type="button"
        className={styles.value}
        tabIndex={tabIndex}
        title={isReason ? undefined : label}
        {...(isReason ? reasonTipHandlers(value, about) : {})}
        onClick={(event) => {
          event.stopPropagation();
          clickValue(actions, { [field]: value }, event);
        }}
      >
        {children ?? label}
      </button>
    </WithActions>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  value: css({
    ...BARE,
    ...ELLIPSIS,
    maxWidth: '100%',
    minWidth: 0,
    color: 'inherit',
    fontSize: 'inherit',
    textAlign: 'left',
    '&:hover': { color: theme.colors.text.link, textDecoration: 'underline' },
  }),
});
