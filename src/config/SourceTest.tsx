import { useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import { type AppSettings } from '../app/settings';
import { baseMatchers } from '../loki/baseSelector';
import { LokiError } from '../loki/error';
import { lokiSource, lokiSources } from '../loki/source';
import { testIds } from '../shared/testIds';
import { examine } from './examine';
import { type Verdict, verdictsOn } from './verdicts';

/** Asks the data source for events as the pages would, and says what it found. */
export function SourceTest({ settings, disabled }: { settings: AppSettings; disabled: boolean }) {
  const styles = useStyles2(getStyles);
  const [verdicts, setVerdicts] = useState<Verdict[]>();
  const [busy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    setVerdicts(await verdictsFor(settings));
    setBusy(false);
  };
  return (
    <div className={styles.test}>
      <Button variant="secondary" icon="heart-rate" onClick={test} disabled={disabled || busy}>
        {busy ? t('test.busy', 'Looking…') : t('test.run', 'Test')}
      </Button>
      {verdicts && (
        <ul className={styles.verdicts} data-testid={testIds.sourceTest} role="status">
          {verdicts.map(({ good, text, advice }) => (
            <li key={text}>
              <Icon
                name={good ? 'check-circle' : 'exclamation-triangle'}
                className={good ? styles.good : styles.bad}
                aria-label={good ? t('test.good', 'Good') : t('test.bad', 'Look at this')}
              />
              <span>
                {text}
                {advice && <span className={styles.advice}>{advice}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

async function verdictsFor({ datasource, baseSelector, clusterLabel }: AppSettings): Promise<Verdict[]> {
  const uid = datasource || lokiSources()[0]?.uid;
  if (!uid) {
    return [{ good: false, text: t('source.none.title', 'There is no Loki data source yet') }];
  }
  const now = Date.now();
  try {
    const source = await lokiSource(uid);
    return verdictsOn(await examine(source, baseMatchers(baseSelector), clusterLabel || 'cluster', now), now);
  } catch (cause) {
    return [{ good: false, text: t('test.failed', 'It does not answer'), advice: LokiError.of(cause).message }];
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  test: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(1) }),
  verdicts: css({
    margin: 0,
    listStyle: 'none',
    display: 'grid',
    gap: theme.spacing(0.75),
    maxWidth: 720,
    li: { display: 'flex', gap: theme.spacing(1), alignItems: 'flex-start', overflowWrap: 'anywhere' },
    'li > :first-child': { flex: 'none', marginTop: 2 },
  }),
  good: css({ color: theme.colors.success.text }),
  bad: css({ color: theme.colors.warning.text }),
  advice: css({ display: 'block', color: theme.colors.text.secondary }),
});
