import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { baseMatchers, streamSelector } from '@kubernetes-events/logql';
import { useSettings } from '../view/settings';
import { State } from '../shared/states/State';
import { testIds } from '../shared/testIds';

const INSTALL = `helm install loki-event-collector \\
  oci://ghcr.io/lokievents/charts/loki-event-collector \\
  --namespace kubernetes-events --create-namespace \\
  --set config.receivers.loki.url=http://loki.example:3100`;

interface Props {
  /** How far back events were looked for. */
  days: number;
  check(): void;
}

/** There are no events: how to change that, and a way to look again. */
export function FirstRun({ days, check }: Props) {
  const styles = useStyles2(getStyles);
  const { baseSelector } = useSettings();
  return (
    <State
      icon="rocket"
      title={t('firstRun.title', 'No Kubernetes events in the last {{n}} days', { count: days, n: days })}
      action={{ label: t('firstRun.check', 'Check again'), icon: 'sync', onClick: check }}
      testId={testIds.empty}
    >
      <ol className={styles.steps}>
        <li>
          {t(
            'firstRun.install',
            'Install the collector in the cluster. In the last line, put the address at which the cluster reaches this Loki:'
          )}
          <pre>{INSTALL}</pre>
        </li>
        <li>
          <Trans i18nKey="firstRun.selector" values={{ selector: streamSelector(baseMatchers(baseSelector)) }}>
            The app reads streams that match <code>{'{{selector}}'}</code>. An administrator can set another selector in
            the configuration.
          </Trans>
        </li>
      </ol>
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
