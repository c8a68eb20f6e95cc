import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** Where rows will be. */
export function Skeleton() {
  const styles = useStyles2(getStyles);
  return (
    <div aria-hidden className={styles.skeleton}>
      {Array.from({ length: 12 }, (_, at) => (
        <div key={at} style={{ width: `${92 - ((at * 23) % 40)}%` }} />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  skeleton: css({
    padding: theme.spacing(1),
    display: 'grid',
    gap: theme.spacing(1.5),
    '> div': { height: 14, borderRadius: theme.shape.radius.default, background: theme.colors.background.secondary },
  }),
});
