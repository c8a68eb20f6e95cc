import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { streamSelector } from '@kubernetes-events/logql';
import { useSettings } from '../app/settings';
import { baseMatchers } from '../loki/baseSelector';
import { State } from '../shared/states/State';
import { testIds } from '../shared/testIds';

const APPLY = 'kubectl apply -f deploy/loki-event-collector.yaml';

/** Nothing was ever kept: how to change that, and a way to look again. */
export function FirstRun({ check }: { check(): void }) {
  const styles = useStyles2(getStyles);
  const { baseSelector } = useSettings();
  return (
    <State icon="rocket" title={t('firstRun.title', 'No Kubernetes events in this Loki yet')} testId={testIds.empty}>
      <ol className={styles.steps}>
        <li>
          {t('firstRun.install', 'Install the collector in the cluster, with this Loki as its receiver:')}
          <pre>{APPLY}</pre>
        </li>
        <li>
          {t('firstRun.selector', 'This page looks for streams that match')}{' '}
          <code>{streamSelector(baseMatchers(baseSelector))}</code>
          {t('firstRun.configure', ': another selector can be set in the configuration.')}
        </li>
      </ol>
      <Button size="sm" icon="sync" onClick={check}>
        {t('firstRun.check', 'Check again')}
      </Button>
    </State>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  steps: css({
    margin: 0,
    paddingLeft: theme.spacing(3),
    textAlign: 'left',
    li: { marginBottom: theme.spacing(1) },
    pre: { margin: theme.spacing(0.5, 0) },
  }),
});
