import { useMemo } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { combineLatest } from 'rxjs';
import { useView } from '../app/ViewContext';
import { leadingCounts } from '../loki/leading';
import { useLoki } from '../loki/useLoki';
import { Trouble } from '../shared/states/Trouble';
import { type Span } from '../shared/time/range';
import { useTime } from '../shared/time/TimeContext';
import { ChangeRow } from './ChangeRow';
import { changesOf } from './changes';

const MOST = 400;
const SHOWN = 200;

interface Props {
  title: string;
  by: readonly string[];
  baseline: Span;
}

/** What differs between the two periods, by these labels. */
export function ChangeTable({ title, by, baseline }: Props) {
  const styles = useStyles2(getStyles);
  const { source, query, queryKey } = useView();
  const { span, round, refresh } = useTime();
  const answer = useLoki(
    () =>
      combineLatest([leadingCounts(source, query, baseline, by, MOST), leadingCounts(source, query, span, by, MOST)]),
    [source, queryKey, span, round, baseline.from, baseline.to, by]
  );
  const scale = (span.to - span.from) / Math.max(baseline.to - baseline.from, 1);
  const changes = useMemo(() => {
    const [before, now] = answer.data ?? [];
    return changesOf(before?.counts ?? [], now?.counts ?? [], by, scale).slice(0, SHOWN);
  }, [answer.data, by, scale]);
  const most = Math.max(1, ...changes.map(({ before, now }) => Math.max(before, now)));
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {answer.error && <Trouble error={answer.error} retry={refresh} />}
      {!answer.loading && !answer.error && changes.length === 0 && (
        <div className={styles.none}>{t('compare.none', 'No notable difference')}</div>
      )}
      <ul className={cx(styles.rows, answer.loading && styles.loading)} aria-busy={answer.loading}>
        {changes.map((change) => (
          <ChangeRow key={change.key} change={change} by={by} most={most} />
        ))}
      </ul>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  title: css({
    margin: 0,
    padding: theme.spacing(0.75, 1),
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  none: css({ padding: theme.spacing(2), color: theme.colors.text.secondary }),
  rows: css({ flex: 1, minHeight: 0, overflowY: 'auto', listStyle: 'none' }),
  loading: css({ opacity: 0.6 }),
});
