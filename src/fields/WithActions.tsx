import { type ReactNode } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useActions } from '../view/Actions';
import { useNear } from '../shared/values/useNear';
import { ValueActions } from './ValueActions';

interface Props {
  field: string;
  value: string;
  label: string;
  tabIndex?: number;
  children: ReactNode;
}

/** A value on screen; beside it, while the pointer or the focus is on it, the buttons that filter by it. */
export function WithActions({ field, value, label, tabIndex, children }: Props) {
  const styles = useStyles2(getStyles);
  const { only, not } = useActions();
  const { near, handlers } = useNear();
  return (
    <span className={styles.value} {...handlers}>
      {children}
      {near && (
        <ValueActions
          className={styles.actions}
          label={label}
          tabIndex={tabIndex}
          include={() => only({ [field]: value })}
          exclude={() => not(field, value)}
        />
      )}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  value: css({ position: 'relative', display: 'inline-flex', minWidth: 0, maxWidth: '100%' }),
  actions: css({
    position: 'absolute',
    top: '50%',
    left: '100%',
    zIndex: 1,
    transform: 'translateY(-50%)',
    padding: theme.spacing(0.25, 0.5),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    boxShadow: theme.shadows.z1,
  }),
});
