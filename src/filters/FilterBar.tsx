import { useState } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { commonUrl } from '../view/url/common';
import { testIds } from '../shared/testIds';
import { ActiveFilters } from './ActiveFilters';
import { FIELDS } from '../fields/fields';
import { FieldFilter } from './FieldFilter';
import { FieldSelectorBox } from './FieldSelectorBox';
import { MoreFilters } from './MoreFilters';
import { TextBox } from './TextBox';

/** All filters, and below them the active ones. On a phone the boxes are folded into one button. */
export function FilterBar() {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl(commonUrl);
  const [open, setOpen] = useState(false);
  const count = state.filters.length + state.lines.length + Number(state.fieldSelector !== '');
  return (
    <section className={styles.bar}>
      <Button
        className={styles.toggle}
        size="sm"
        variant="secondary"
        icon="filter"
        aria-expanded={open}
        data-testid={testIds.filtersToggle}
        onClick={() => setOpen(!open)}
      >
        {count > 0 ? t('filters.toggleCount', 'Filters ({{n}})', { n: count }) : t('filters.toggle', 'Filters')}
      </Button>
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
  bar: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.75) }),
  toggle: css({
    display: 'none',
    alignSelf: 'flex-start',
    [theme.breakpoints.down('sm')]: { display: 'inline-flex' },
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
