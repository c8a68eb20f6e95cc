import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { ActiveFilters } from './ActiveFilters';
import { FIELDS } from '../fields/fields';
import { FieldFilter } from './FieldFilter';
import { FieldSelectorBox } from './FieldSelectorBox';
import { MoreFilters } from './MoreFilters';
import { TextBox } from './TextBox';

interface Props {
  /** Whether the boxes are shown on a phone. */
  open: boolean;
}

/** All filters, and below them the active ones. */
export function FilterBar({ open }: Props) {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl();
  return (
    <section className={styles.bar}>
      <div className={cx(styles.row, !open && styles.folded)}>
        <div className={styles.fields}>
          {FIELDS.map((field) => (
            <FieldFilter key={field} field={field} />
          ))}
          <MoreFilters />
        </div>
        <div className={styles.boxes}>
          <TextBox save={(line) => update({ lines: [...state.lines, line] })} />
          <FieldSelectorBox />
        </div>
      </div>
      <ActiveFilters />
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.75),
    // Takes no room where there is nothing in it.
    [theme.breakpoints.down('sm')]: { display: 'contents' },
  }),
  row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.75, 1) }),
  folded: css({ [theme.breakpoints.down('sm')]: { display: 'none' } }),
  fields: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
  boxes: css({
    display: 'flex',
    flex: '1 1 480px',
    minWidth: 0,
    gap: theme.spacing(1),
    '> *': { flex: '1 1 0', minWidth: 0 },
    [theme.breakpoints.down('sm')]: { flexWrap: 'wrap', '> *': { flex: '1 1 100%' } },
  }),
});
