import { type ReactNode } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2, type IconName } from '@grafana/data';
import { Button, EmptyState, Icon, LinkButton, Stack, useStyles2 } from '@grafana/ui';

/** The next step: what it does, or where it leads. */
interface Action {
  label: string;
  icon?: IconName;
  onClick?(): void;
  href?: string;
}

interface Props {
  icon: IconName;
  title: string;
  advice?: string;
  /** What stands between the advice and the action. */
  children?: ReactNode;
  action?: Action;
  testId?: string;
  alert?: boolean;
}

/** A notice in the place where the data would be: what it is, and what to do. */
export function State({ icon, title, advice, children, action, testId, alert = false }: Props) {
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
          {advice && <div>{advice}</div>}
          {children}
          {action && <ActionButton {...action} />}
        </Stack>
      </EmptyState>
    </div>
  );
}

function ActionButton({ label, icon, href, onClick }: Action) {
  const look = { size: 'sm', variant: 'secondary', icon } as const;
  return href === undefined ? (
    <Button {...look} onClick={onClick}>
      {label}
    </Button>
  ) : (
    <LinkButton {...look} href={href}>
      {label}
    </LinkButton>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  state: css({
    padding: theme.spacing(0, 2),
    overflowWrap: 'anywhere',
    svg: { color: theme.colors.text.secondary },
    code: { color: theme.colors.text.primary },
  }),
});
