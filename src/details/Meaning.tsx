import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type EventRecord } from '@kubernetes-events/event';
import { exitCodeText, explain, fillIn, textOf } from '@kubernetes-events/reasons';
import { useActions } from '../view/Actions';
import { useLanguage } from '../shared/useLanguage';
import { TEXT_BUTTON, quiet } from '../shared/styles';

const COMMANDS_SHOWN = 3;

/** What the reason means, what usually causes it, and what to look at. Nothing where the catalogue does not know it. */
export default function Meaning({ record }: { record: EventRecord }) {
  const styles = useStyles2(getStyles);
  const { openReason } = useActions();
  const language = useLanguage();
  const { entry, certainty } = explain(record.reason, record);
  if (!entry || !language) {
    return null;
  }
  const { meaning, causes } = textOf(entry, language);
  const exitCode = record.labels.exit_code ?? '';
  const exitCodeMeaning = exitCodeText(exitCode, record.reason, language);
  const { kind, namespace, name, host } = record;
  const subject = { kind, namespace, name, host };
  return (
    <section className={styles.meaning}>
      <h3 className={styles.title}>
        {certainty === 'exact' ? t('meaning.title', 'What it means') : t('meaning.likely', 'What it probably means')}
      </h3>
      <p>{meaning}</p>
      {exitCodeMeaning && (
        <p>{t('meaning.exitCode', 'Exit code {{code}}: {{-meaning}}', { code: exitCode, meaning: exitCodeMeaning })}</p>
      )}
      {causes.length > 0 && (
        <ul>
          {causes.map((cause) => (
            <li key={cause}>{cause}</li>
          ))}
        </ul>
      )}
      {entry.look.slice(0, COMMANDS_SHOWN).map((id) => (
        <pre key={id} className={styles.command}>
          {fillIn(id, subject)}
        </pre>
      ))}
      <button type="button" className={styles.more} onClick={() => openReason(entry.id, entry.reason)}>
        {t('meaning.more', 'All about {{-reason}}', { reason: entry.reason })}
      </button>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  meaning: css({
    padding: theme.spacing(1),
    borderLeft: `2px solid ${theme.colors.border.strong}`,
    background: theme.colors.background.secondary,
    p: { margin: theme.spacing(0, 0, 0.5) },
    ul: { margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(2.5) },
  }),
  title: css({ ...quiet(theme), margin: theme.spacing(0, 0, 0.5) }),
  command: css({
    margin: theme.spacing(0.5, 0, 0),
    padding: theme.spacing(0.5, 1),
    fontSize: 12,
    whiteSpace: 'pre-wrap',
  }),
  more: css({ ...TEXT_BUTTON, marginTop: theme.spacing(0.75), color: theme.colors.text.link }),
});
