import { useLayoutEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Portal, useStyles2 } from '@grafana/ui';
import { explain, textOf } from '@kubernetes-events/reasons';
import { useView } from '../app/ViewContext';
import { testIds } from '../shared/testIds';
import { closeTip, holdTip, type Pointed } from './pointed';
import { SeriousnessMark } from './SeriousnessMark';
import { useLanguage } from './useLanguage';

const WIDTH = 380;
const GAP = 6;

/** What the reason means, in a sentence, and the way to the rest of it. Nothing where the catalogue does not know it. */
export default function ReasonTip({ element, reason, seen }: Pointed) {
  const styles = useStyles2(getStyles);
  const { update } = useView();
  const language = useLanguage();
  const ref = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number }>();
  const { entry, certainty } = explain(reason, seen);
  useLayoutEffect(() => {
    const height = ref.current?.offsetHeight ?? 0;
    const { left, top, bottom } = element.getBoundingClientRect();
    const below = bottom + GAP + height < window.innerHeight;
    const width = document.documentElement.clientWidth;
    setPlace({
      left: Math.max(8, Math.min(left, width - Math.min(WIDTH, width - 16) - 8)),
      top: below ? bottom + GAP : Math.max(8, top - GAP - height),
    });
  }, [element, language]);
  if (!entry || !language || !element.isConnected) {
    return null;
  }
  const { meaning, causes } = textOf(entry, language);
  return (
    <Portal>
      <div
        ref={ref}
        role="tooltip"
        className={styles.tip}
        style={{ ...place, visibility: place ? undefined : 'hidden' }}
        data-testid={testIds.reasonTip}
        {...holdTip}
      >
        <div className={styles.head}>
          <strong>{entry.reason}</strong>
          <span className={styles.quiet}>{entry.emitter}</span>
          <SeriousnessMark seriousness={entry.seriousness} language={language} />
        </div>
        <div>
          {certainty === 'exact' ? meaning : t('reasons.likely', 'Probably: {{meaning}}', { meaning, ...PLAIN })}
        </div>
        {causes[0] && (
          <div className={styles.quiet}>{t('reasons.often', 'Often: {{cause}}', { cause: causes[0], ...PLAIN })}</div>
        )}
        <button
          type="button"
          tabIndex={-1}
          className={styles.more}
          onClick={() => {
            closeTip();
            update(
              { entry: entry.id, search: reason, emitter: '', seriousness: '', seen: false, event: '' },
              { page: 'reasons' }
            );
          }}
        >
          {t('reasons.more', 'Causes, and what to look at')}
        </button>
      </div>
    </Portal>
  );
}

const PLAIN = { interpolation: { escapeValue: false } };

const getStyles = (theme: GrafanaTheme2) => ({
  tip: css({
    position: 'fixed',
    zIndex: theme.zIndex.tooltip,
    width: WIDTH,
    maxWidth: 'calc(100vw - 16px)',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    padding: theme.spacing(1, 1.25),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    boxShadow: theme.shadows.z3,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  head: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), '> :last-child': { marginLeft: 'auto' } }),
  quiet: css({ color: theme.colors.text.secondary }),
  more: css({
    alignSelf: 'flex-start',
    padding: 0,
    border: 0,
    background: 'none',
    color: theme.colors.text.link,
    '&:hover': { textDecoration: 'underline' },
  }),
});
