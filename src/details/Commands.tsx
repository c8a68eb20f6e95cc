import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { type CommandId, fillIn, type Subject } from '@kubernetes-events/reasons';
import { BARE } from '../shared/styles';

/** Commands that show more, each with a button that copies it. What is not known of the subject stays in braces. */
export function Commands({ ids, subject = {} }: { ids: readonly CommandId[]; subject?: Subject }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.commands}>
      {ids.map((id) => {
        const command = fillIn(id, subject);
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
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  commands: css({
    margin: 0,
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
