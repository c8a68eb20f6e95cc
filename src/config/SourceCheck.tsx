import { baseMatchers } from '@kubernetes-events/logql';
import { useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import { type AppSettings } from '../view/settings';
import { LokiError } from '../loki/error';
import { lokiSource, lokiSources } from '../loki/source';
import { testIds } from '../shared/testIds';
import { collectorStatus } from './collector';
import { examine } from './examine';
import { collectorVerdict, type Verdict, verdictsOn } from './verdicts';

interface Props {
  settings: AppSettings;
  disabled: boolean;
  /** What is in the form is what Grafana has: its server asks the collector by that. */
  saved: boolean;
}

/** Asks the data source for events as the pages would, and the collector, and says what it found. */
export function SourceCheck({ settings, disabled, saved }: Props) {
  const styles = useStyles2(getStyles);
  const [verdicts, setVerdicts] = useState<Verdict[]>();
  const [busy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    const [events, collector] = await Promise.all([
      verdictsFor(settings),
      settings.collectorUrl && saved ? collectorStatus().catch((cause: Error) => cause) : undefined,
    ]);
    setVerdicts([...events, collectorVerdict(collector)]);
    setBusy(false);
  };
  return (
    <div className={styles.test}>
      <Button variant="secondary" icon="plug" onClick={() => void test()} disabled={disabled || busy}>
        {busy ? t('check.busy', 'Testing…') : t('check.run', 'Test')}
      </Button>
      {verdicts && (
        <ul className={styles.verdicts} data-testid={testIds.sourceCheck} role="status">
          {verdicts.map(({ good, text, advice }) => (
            <li key={text}>
              <Mark good={good} />
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

function Mark({ good }: Pick<Verdict, 'good'>) {
  const styles = useStyles2(getStyles);
  if (good === undefined) {
    return <Icon name="info-circle" className={styles.neither} aria-hidden />;
  }
  return (
    <Icon
      name={good ? 'check-circle' : 'exclamation-triangle'}
      className={good ? styles.good : styles.bad}
      aria-label={good ? t('check.good', 'Good') : t('check.bad', 'Needs attention')}
    />
  );
}

async function verdictsFor({ datasource, baseSelector, clusterLabel }: AppSettings): Promise<Verdict[]> {
  const uid = datasource || lokiSources()[0]?.uid;
  if (!uid) {
    return [{ good: false, text: t('source.none.title', 'No Loki data source') }];
  }
  const now = Date.now();
  try {
    const source = await lokiSource(uid);
    return verdictsOn(await examine(source, baseMatchers(baseSelector), clusterLabel || 'cluster', now), now);
  } catch (cause) {
    return [
      { good: false, text: t('check.failed', 'The data source does not answer'), advice: LokiError.of(cause).message },
    ];
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
  neither: css({ color: theme.colors.text.secondary }),
  advice: css({ display: 'block', color: theme.colors.text.secondary }),
});
