import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { identityOfLabels } from '@kubernetes-events/logql';
import { FilterValue } from '../shared/values/FilterValue';
import { ObjectLink } from '../shared/values/ObjectLink';
import { TypeMark } from '../shared/values/TypeMark';
import { shortNumber } from '../shared/values/number';
import { type Change, type ChangeKind } from './changes';

interface Props {
  change: Change;
  by: readonly string[];
  most: number;
}

export function ChangeRow({ change, by, most }: Props) {
  const styles = useStyles2(getStyles);
  const { labels, before, now, kind } = change;
  const width = (count: number) => `${Math.sqrt(count / most) * 100}%`;
  return (
    <li className={styles.row}>
      <span className={cx(styles.kind, styles[kind])}>{kindLabel(kind)}</span>
      <span className={styles.name}>
        {by.includes('reason') ? (
          <>
            <TypeMark type={labels._type ?? ''} />
            <FilterValue field="reason" value={labels.reason ?? ''} />
          </>
        ) : (
          <ObjectLink object={identityOfLabels(labels)} />
        )}
      </span>
      <span className={styles.bars} aria-hidden>
        <span className={styles.before} style={{ width: width(before) }} />
        <span className={styles.now} style={{ width: width(now) }} />
      </span>
      <span className={styles.counts}>
        {shortNumber(Math.round(before))} → <strong>{shortNumber(now)}</strong>
      </span>
    </li>
  );
}

function kindLabel(kind: ChangeKind): string {
  switch (kind) {
    case 'new':
      return t('compare.new', 'new');
    case 'gone':
      return t('compare.gone', 'gone');
    case 'more':
      return t('compare.more', 'more');
    case 'fewer':
      return t('compare.fewer', 'fewer');
    default:
      return '';
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'grid',
    gridTemplateColumns: '52px minmax(0, 1fr) minmax(48px, 140px) 108px',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: 30,
    padding: theme.spacing(0.25, 1),
    '&:hover': { background: theme.colors.action.hover },
  }),
  kind: css({
    borderRadius: theme.shape.radius.pill,
    fontSize: theme.typography.bodySmall.fontSize,
    textAlign: 'center',
    background: theme.colors.background.secondary,
    color: theme.colors.text.secondary,
  }),
  new: css({ background: theme.colors.warning.transparent, color: theme.colors.warning.text }),
  more: css({ color: theme.colors.warning.text }),
  gone: css({}),
  fewer: css({}),
  same: css({}),
  name: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75), minWidth: 0 }),
  bars: css({ display: 'grid', gap: 2, '> span': { height: 5, borderRadius: 1, minWidth: 0 } }),
  before: css({ background: theme.colors.border.strong }),
  now: css({ background: theme.colors.primary.main }),
  counts: css({ textAlign: 'right', color: theme.colors.text.secondary, strong: { color: theme.colors.text.primary } }),
});
