import { type ReactNode } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2, type IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';

interface Props {
  icon: IconName;
  title: string;
  children?: ReactNode;
  testId?: string;
  alert?: boolean;
}

/** A calm notice in the place where the data would be: what it is, and what to do. */
export function State({ icon, title, children, testId, alert = false }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.state} data-testid={testId} role={alert ? 'alert' : 'status'}>
      <Icon name={icon} size="xxl" className={styles.icon} />
      <div className={styles.title}>{title}</div>
      <div className={styles.body}>{children}</div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  state: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(6, 2),
    maxWidth: 720,
    margin: '0 auto',
    textAlign: 'center',
  }),
  icon: css({ color: theme.colors.text.secondary }),
  title: css({ fontSize: theme.typography.h4.fontSize, fontWeight: theme.typography.fontWeightMedium }),
  body: css({
    color: theme.colors.text.secondary,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: theme.spacing(1),
    overflowWrap: 'anywhere',
    code: { color: theme.colors.text.primary },
  }),
});
