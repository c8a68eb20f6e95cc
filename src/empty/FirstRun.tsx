import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { baseMatchers, streamSelector } from '@kubernetes-events/logql';
import { useSettings } from '../view/settings';
import { State } from '../shared/states/State';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { useOtherEvents } from './useOtherEvents';
import { UseOthers } from './UseOthers';

const INSTALL = `helm install loki-event-collector \\
  oci://ghcr.io/lokievents/charts/loki-event-collector \\
  --namespace kubernetes-events --create-namespace \\
  --set config.receivers.loki.url=http://loki.example:3100`;

interface Props {
  /** How far back events were looked for. */
  days: number;
  check(): void;
}

/** There are no events of ours: those of other programs that there are, or how to collect some, and a way to look again. */
export function FirstRun({ days, check }: Props) {
  const { key } = useTime();
  const { found, failed, done } = useOtherEvents(key);
  const isFound = found.length > 0;
  return (
    <State
      icon={isFound ? 'search' : 'rocket'}
      title={
        isFound
          ? t('firstRun.found', 'Found Kubernetes events that other programs store')
          : t('firstRun.title', 'No Kubernetes events in the last {{n}} days', { count: days, n: days })
      }
      advice={done || isFound ? undefined : t('firstRun.looking', 'Searching for events of other programs…')}
      action={{ label: t('firstRun.check', 'Check again'), icon: 'sync', onClick: check }}
      testId={testIds.empty}
    >
      {isFound && <UseOthers found={found} />}
      {failed.length > 0 && (
        <div>
          {t('firstRun.failed', 'Could not search these data sources for events of other programs: {{-sources}}', {
            sources: failed.join(', '),
          })}
        </div>
      )}
      {isFound && (
        <div>
          {t(
            'firstRun.own',
            'The collector of this app also stores how each container ended and what changed in each workload:'
          )}
        </div>
      )}
      <Install />
    </State>
  );
}

function Install() {
  const styles = useStyles2(getStyles);
  const { baseSelector } = useSettings();
  return (
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
