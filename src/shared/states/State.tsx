import { type ReactNode } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2, type IconName } from '@grafana/data';
import { EmptyState, Icon, Stack, useStyles2 } from '@grafana/ui';

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
    <div className={styles.state} data-testid={testId}>
      <EmptyState
        variant="not-found"
        image={<Icon name={icon} size="xxl" />}
        message={title}
        role={alert ? 'alert' : 'status'}
      >
        <Stack direction="column" alignItems="center" gap={1}>
          {children}
        </Stack>
      </EmptyState>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  state: css({
    overflowWrap: 'anywhere',
    svg: { color: theme.colors.text.secondary },
    code: { color: theme.colors.text.primary },
  }),
});
