import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type Death as DeathData } from '@kubernetes-events/problems';
import { exitCodeText } from '@kubernetes-events/reasons';
import { quiet, TEXT_BUTTON } from '../shared/styles';
import { useTime } from '../shared/time/TimeContext';
import { clockWords, needsDay } from '../shared/time/words';
import { useLanguage } from '../shared/useLanguage';
import { useActions } from '../view/Actions';

const OOM = 'OOMKilled';

/** How a container died last, what its exit code means, and its own last words. */
export function Death({ death: { record, exitCode, reason, atMs, text, lastWords } }: { death: DeathData }) {
  const styles = useStyles2(getStyles);
  const { openEvent } = useActions();
  const { span, timeZone } = useTime();
  const language = useLanguage();
  // That an OOM kill ends with 137 says nothing more.
  const meaning = language && reason !== OOM && exitCodeText(String(exitCode), reason, language);
  return (
    <>
      <div className={styles.line}>
        <span>{clockWords(atMs, timeZone, needsDay(span))}</span>
        <button type="button" className={styles.text} onClick={() => openEvent(record.id)}>
          {text}
        </button>
      </div>
      {meaning && (
        <div className={styles.quiet}>
          {t('meaning.exitCode', 'Exit code {{code}}: {{-meaning}}', { code: exitCode, meaning })}
        </div>
      )}
      {lastWords && <pre className={styles.words}>{lastWords}</pre>}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1), whiteSpace: 'nowrap' }),
  text: css({ ...TEXT_BUTTON, whiteSpace: 'normal', textAlign: 'left', overflowWrap: 'anywhere' }),
  quiet: css(quiet(theme)),
  words: css({
    margin: theme.spacing(0.5, 0, 0),
    padding: theme.spacing(0.5, 1),
    maxHeight: 160,
    fontSize: 12,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
});
