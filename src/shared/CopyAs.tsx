import { type ReactNode, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, type ButtonProps, useStyles2 } from '@grafana/ui';
import { copyText } from './copyText';
import { Popup } from './Popup';

/** One form to copy something in. */
export interface Copy {
  name: ReactNode;
  /** Made when it is chosen. */
  text(): string;
}

type Outcome = 'copied' | 'failed';

/** A button with the forms to copy in below it; it says how that went. */
export function CopyAs({ copies, fill }: { copies: readonly Copy[]; fill?: ButtonProps['fill'] }) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const copy = async (text: string) => {
    setOpen(false);
    setOutcome((await copyText(text)) ? 'copied' : 'failed');
    setTimeout(() => setOutcome(undefined), 2000);
  };
  const words: Record<Outcome, string> = {
    copied: t('details.copied', 'Copied'),
    failed: t('copy.failed', 'The browser does not let this page copy'),
  };
  return (
    <div className={styles.anchor}>
      <Button
        size="sm"
        variant="secondary"
        fill={fill}
        icon={outcome === 'copied' ? 'check' : 'copy'}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span aria-live="polite">{outcome ? words[outcome] : t('details.copy', 'Copy as')}</span>
      </Button>
      {open && (
        <Popup label={t('details.copy', 'Copy as')} close={() => setOpen(false)}>
          <div className={styles.menu}>
            {copies.map(({ name, text }, at) => (
              <Button key={at} size="sm" variant="secondary" fill="text" onClick={() => void copy(text())}>
                {name}
              </Button>
            ))}
          </div>
        </Popup>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  anchor: css({ position: 'relative' }),
  menu: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', padding: theme.spacing(0.5) }),
});
