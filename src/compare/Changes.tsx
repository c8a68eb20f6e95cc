import { type ReactNode, useMemo } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type EventQuery, OBJECT_LABELS } from '@kubernetes-events/logql';
import { Failed } from '../view/states/Failed';
import { Waiting } from '../view/states/Waiting';
import { number } from '../shared/values/number';
import { ChangeRow } from './ChangeRow';
import { changesOf } from './changes';
import { useCompared } from './useCompared';

const SHOWN = 200;

interface Props {
  query: EventQuery;
  by: readonly string[];
}

/** The changes of this query's events, by these labels; or why they are not known. */
export function Changes({ query, by }: Props) {
  const styles = useStyles2(getStyles);
  const { data, error, loading } = useCompared(query, by);
  const changes = useMemo(() => data && changesOf(data.before, data.now, by, data.scale), [data, by]);
  if (!changes) {
    return <Waiting error={error} />;
  }
  const most = Math.max(1, ...changes.map(({ before, now }) => Math.max(before, now)));
  const rest = changes.length - SHOWN;
  return (
    <>
      {error && <Failed title={t('compare.stale', 'These counts could not be refreshed')} error={error} />}
      {changes.length === 0 && <Note>{t('compare.none', 'No notable difference')}</Note>}
      <ul className={cx(styles.rows, loading && styles.loading)} aria-busy={loading}>
        {changes.slice(0, SHOWN).map((change) => (
          <ChangeRow
            key={change.key}
            change={change}
            most={most}
            objects={(own) => (
              <Changes query={{ ...query, filters: [...(query.filters ?? []), ...own] }} by={OBJECT_LABELS} />
            )}
          />
        ))}
      </ul>
      {rest > 0 && (
        <Note>{t('compare.rest', '{{n}} smaller differences are not shown', { count: rest, n: number(rest) })}</Note>
      )}
    </>
  );
}

function Note({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return <div className={styles.note}>{children}</div>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({ listStyle: 'none' }),
  loading: css({ opacity: 0.6 }),
  note: css({ padding: theme.spacing(1), color: theme.colors.text.secondary }),
});
