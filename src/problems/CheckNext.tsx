import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { identityOf } from '@kubernetes-events/logql';
import { type Problem } from '@kubernetes-events/problems';
import { fillIn } from '@kubernetes-events/reasons';
import { BARE } from '../shared/styles';

const SHOWN = 4;

/** Commands that show more, with the names of the newest event's object in them. */
export function CheckNext({ problem: { details } }: { problem: Problem }) {
  const styles = useStyles2(getStyles);
  if (!details) {
    return null;
  }
  const { kind, namespace, name } = identityOf(details.newest);
  const { host } = details.newest;
  return (
    <ul className={styles.commands}>
      {details.commands.slice(0, SHOWN).map((id) => {
        const command = fillIn(id, { kind, namespace, name, host: host || details.nodes[0] });
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
    li: {
      display: 'flex',
      alignItems: 'center',
      marginBottom: theme.spacing(0.5),
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
