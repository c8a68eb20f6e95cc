import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { testIds } from '../shared/testIds';
import { useUrl } from '../view/url/useUrl';

interface Props {
  open: boolean;
  toggle(): void;
}

/** On a phone, opens the boxes of the filters. */
export function FiltersToggle({ open, toggle }: Props) {
  const styles = useStyles2(getStyles);
  const [{ filters, lines, fieldSelector }] = useUrl();
  const count = filters.length + lines.length + Number(fieldSelector !== '');
  return (
    <Button
      className={styles.toggle}
      variant="secondary"
      icon="filter"
      aria-expanded={open}
      data-testid={testIds.filtersToggle}
      onClick={toggle}
    >
      {count > 0 ? t('filters.toggleCount', 'Filters ({{n}})', { n: count }) : t('filters.toggle', 'Filters')}
    </Button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  toggle: css({ display: 'none', [theme.breakpoints.down('sm')]: { display: 'inline-flex' } }),
});
