import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { IconButton, useStyles2 } from '@grafana/ui';
import { useUrl } from '../view/url/useUrl';
import { testIds } from '../shared/testIds';
import { quiet } from '../shared/styles';

/** What a link holds that is no filter, and the parts of its query that became none. Each can be dismissed. */
export function ImportedQuery() {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl();
  if (!state.base && state.left.length === 0) {
    return null;
  }
  return (
    <div className={styles.query} role="status" data-testid={testIds.importedQuery}>
      {state.base && (
        <span className={styles.part}>
          <Trans i18nKey="imported.base" values={{ selector: state.base }}>
            Only streams with <code>{'{{selector}}'}</code>
          </Trans>
          <IconButton
            name="times"
            size="sm"
            aria-label={t('imported.anyStream', 'Show all streams of events')}
            tooltip={t('imported.anyStream', 'Show all streams of events')}
            onClick={() => update({ base: '' })}
          />
        </span>
      )}
      {state.left.length > 0 && (
        <span className={styles.part}>
          {t('imported.left', 'Not included from the query:')}{' '}
          {state.left.map((stage, at) => (
            <code key={at}>{stage}</code>
          ))}
          <IconButton
            name="times"
            size="sm"
            aria-label={t('imported.dismiss', 'Dismiss')}
            onClick={() => update({ left: [] }, { replace: true })}
          />
        </span>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  query: css({ ...quiet(theme), display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2) }),
  part: css({
    display: 'inline-flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    minWidth: 0,
    gap: theme.spacing(0.5),
    code: { margin: 0, overflowWrap: 'anywhere' },
  }),
});
