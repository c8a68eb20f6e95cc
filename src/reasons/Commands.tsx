import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { type CommandId, fillIn } from '@kubernetes-events/reasons';
import { BARE } from '../shared/styles';

/** Commands that show more; replace what is in braces with the object's own values. */
export function Commands({ ids }: { ids: readonly CommandId[] }) {
  const styles = useStyles2(getStyles);
  return (
    <section>
      <h3>{t('reasons.look', 'Commands')}</h3>
      <ul className={styles.commands}>
        {ids.map((id) => {
          const command = fillIn(id, {});
          return (
            <li key={id}>
              <pre>{command}</pre>
              <ClipboardButton
                size="sm"
                variant="secondary"
                fill="text"
                icon="copy"
                aria-label={t('reasons.copy', 'Copy {{-command}}', { command })}
                getText={() => command}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  commands: css({
    listStyle: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    li: {
      display: 'flex',
      alignItems: 'center',
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.canvas,
    },
    pre: {
      ...BARE,
      flex: 1,
      minWidth: 0,
      margin: 0,
      padding: theme.spacing(0.5, 1),
      fontSize: 12,
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
  }),
});
