import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { BARE, quiet } from '../shared/styles';
import { listUrl } from './url';
import { columnLabel, type ColumnName } from './columns';

export function ListHead({ grid, columns }: { grid: string; columns: ColumnName[] }) {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl(listUrl);
  const newest = state.order === 'newest';
  return (
    <div role="rowgroup">
      <div role="row" className={styles.head} style={{ gridTemplateColumns: grid }}>
        <div role="columnheader" aria-sort={newest ? 'descending' : 'ascending'}>
          <button
            type="button"
            className={styles.sort}
            title={newest ? t('list.newestFirst', 'Newest first') : t('list.oldestFirst', 'Oldest first')}
            onClick={() => update({ order: newest ? 'oldest' : 'newest' })}
          >
            {t('column.time', 'Time')}
            <Icon name={newest ? 'arrow-down' : 'arrow-up'} size="sm" />
          </button>
        </div>
        <div role="columnheader" aria-label={t('column.type', 'Type')} />
        {columns.map((name) => (
          <div role="columnheader" key={name} className={name === 'count' ? styles.right : undefined}>
            {columnLabel(name)}
          </div>
        ))}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    ...quiet(theme),
    display: 'grid',
    alignItems: 'center',
    columnGap: theme.spacing(1.25),
    height: 26,
    padding: theme.spacing(0, 1),
    borderLeft: '2px solid transparent',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    scrollbarGutter: 'stable',
  }),
  right: css({ textAlign: 'right' }),
  sort: css({ ...BARE, display: 'inline-flex', alignItems: 'center', color: 'inherit' }),
});
