import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useView } from '../../app/ViewContext';
import { ActiveFilters } from './ActiveFilters';
import { FIELDS } from './fields';
import { FieldFilter } from './FieldFilter';
import { FieldSelectorBox } from './FieldSelectorBox';
import { MoreFilters } from './MoreFilters';
import { TextBox } from './TextBox';

/** All that narrows the events down, and under it what does so now. */
export function FilterBar() {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  return (
    <section className={styles.bar}>
      <div className={styles.row}>
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
  bar: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.75) }),
  row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.75, 1) }),
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
