import { forwardRef, useImperativeHandle } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Tooltip, useStyles2 } from '@grafana/ui';
import { type Entry, explain, type Language, textOf } from '@kubernetes-events/reasons';
import { useActions } from '../view/Actions';
import { testIds } from '../shared/testIds';
import { closeTip, holdTip, type Pointed } from '../fields/pointedReason';
import { SeriousnessMark } from './SeriousnessMark';
import { useLanguage } from '../shared/useLanguage';
import { TEXT_BUTTON } from '../shared/styles';

/** What the reason means, in a sentence, and the way to the rest; nothing if the catalogue does not know it. */
export default function ReasonTip({ element, reason, seen }: Pointed) {
  const language = useLanguage();
  const { entry, certainty } = explain(reason, seen);
  if (!entry || !language || !element.isConnected) {
    return null;
  }
  return (
    <Tooltip
      show
      placement="bottom-start"
      content={<Meaning entry={entry} certain={certainty === 'exact'} reason={reason} language={language} />}
    >
      <Anchor element={element} />
    </Tooltip>
  );
}

/** Puts a tooltip beside an element that somebody else draws. */
const Anchor = forwardRef<HTMLElement, { element: HTMLElement }>(function Anchor({ element }, ref) {
  useImperativeHandle(ref, () => element, [element]);
  return null;
});

interface MeaningProps {
  entry: Entry;
  /** Whether the reporter is known to use the reason in this meaning. */
  certain: boolean;
  reason: string;
  language: Language;
}

function Meaning({ entry, certain, reason, language }: MeaningProps) {
  const styles = useStyles2(getStyles);
  const { openReason } = useActions();
  const { meaning, causes } = textOf(entry, language);
  return (
    <div className={styles.tip} data-testid={testIds.reasonTip} {...holdTip}>
      <div className={styles.head}>
        <strong>{entry.reason}</strong>
        <span className={styles.quiet}>{entry.emitter}</span>
        <SeriousnessMark seriousness={entry.seriousness} language={language} />
      </div>
      <div>{certain ? meaning : t('reasons.likely', 'Probably: {{-meaning}}', { meaning })}</div>
      {causes[0] && <div className={styles.quiet}>{t('reasons.often', 'Often: {{-cause}}', { cause: causes[0] })}</div>}
      <button
        type="button"
        tabIndex={-1}
        className={styles.more}
        onClick={() => {
          closeTip();
          openReason(entry.id, reason);
        }}
      >
        {t('reasons.more', 'Causes and commands')}
      </button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tip: css({ width: 360, maxWidth: '100%', display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  head: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), '> :last-child': { marginLeft: 'auto' } }),
  quiet: css({ color: theme.colors.text.secondary }),
  more: css({ ...TEXT_BUTTON, alignSelf: 'flex-start', color: theme.colors.text.link }),
});
