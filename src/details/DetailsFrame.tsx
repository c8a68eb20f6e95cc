import { type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, useStyles2 } from '@grafana/ui';
import { isDialogOpen } from '../shared/pageKeys';
import { COLUMN, framed, quiet } from '../shared/styles';

interface Props {
  label: string;
  testId: string;
  title: string;
  subtitle?: ReactNode;
  close(): void;
  /** Over the page's content even if there is room beside it. */
  over?: boolean;
  className?: string;
  children: ReactNode;
}

/** Details beside a page's content, or over it if there is no room. Escape and a button close them. */
export function DetailsFrame({ label, testId, title, subtitle, close, over = false, className, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <aside
      className={cx(styles.details, over && styles.over, className)}
      data-testid={testId}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !isDialogOpen()) {
          // Nothing else is closed by the same press.
          event.stopPropagation();
          close();
        }
      }}
    >
      <div className={styles.head}>
        <div className={styles.heading}>
          <h2 className={styles.title}>{title}</h2>
          {subtitle && <div className={styles.subtitle}>{subtitle}</div>}
        </div>
        <IconButton name="times" size="lg" aria-label={t('details.close', 'Close')} onClick={close} />
      </div>
      <div className={styles.body}>{children}</div>
    </aside>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const over = {
    position: 'absolute',
    inset: '0 0 0 auto',
    width: 'min(480px, 100%)',
    zIndex: 3,
    boxShadow: theme.shadows.z3,
  } as const;
  return {
    details: css({
      ...framed(theme),
      flex: '0 0 clamp(380px, 28vw, 560px)',
      minHeight: 0,
      display: 'flex',
      flexDirection: 'column',
      [theme.breakpoints.down('lg')]: over,
    }),
    over: css({ ...over, background: theme.colors.background.elevated ?? theme.colors.background.primary }),
    head: css({
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'space-between',
      padding: theme.spacing(0.5, 1, 0.5, 1.5),
      minHeight: 32,
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    }),
    heading: css({ minWidth: 0 }),
    subtitle: css({ ...quiet(theme), overflowWrap: 'anywhere', time: { whiteSpace: 'nowrap' } }),
    title: css({ margin: 0, fontSize: theme.typography.h5.fontSize, overflowWrap: 'anywhere' }),
    body: css({ ...COLUMN, overflowY: 'auto', gap: theme.spacing(1.5), padding: theme.spacing(1.5) }),
  };
};
