import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { number } from '../shared/values/number';

/** Says that a query got as many lines as it may: there may be more events than are shown. */
export function LimitNote({ limit }: { limit?: number }) {
  const styles = useStyles2(getStyles);
  return limit === undefined ? null : (
    <div className={styles.note} role="status">
      {t('panel.limit', '{{n}} lines: as many as the query may get. There may be more (its option: line limit).', {
        n: number(limit),
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({
    flex: 'none',
    padding: theme.spacing(0.25, 1, 0),
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
