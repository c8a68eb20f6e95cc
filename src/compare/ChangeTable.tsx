import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useAsking } from '../view/Asking';
import { COLUMN, framed } from '../shared/styles';
import { Changes } from './Changes';

interface Props {
  title: string;
  by: readonly string[];
}

/** What differs between the two periods, by these labels. */
export function ChangeTable({ title, by }: Props) {
  const styles = useStyles2(getStyles);
  const { query } = useAsking();
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.rows}>
        <Changes query={query} by={by} />
      </div>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({
    ...framed(theme),
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    containerType: 'inline-size',
  }),
  title: css({
    margin: 0,
    padding: theme.spacing(0.75, 1),
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  rows: css({ ...COLUMN, overflowY: 'auto' }),
});
