import { useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2, type TimeRange } from '@grafana/data';
import { t } from '@grafana/i18n';
import { usePluginComponent } from '@grafana/runtime';
import { Button, useStyles2 } from '@grafana/ui';
import { type Problem } from '@kubernetes-events/problems';
import { from, map, switchMap } from 'rxjs';
import { recordsOf } from '../loki/frames';
import { ask } from '../loki/request';
import { lokiSource } from '../loki/source';
import { useLoki } from '../loki/useLoki';
import { quiet } from '../shared/styles';
import { testIds } from '../shared/testIds';
import { rangeOf } from '../shared/time/range';
import { useTime } from '../shared/time/TimeContext';
import { clockWords, needsDay } from '../shared/time/words';
import { useAsking } from '../view/Asking';
import { useSettings } from '../view/settings';
import { DEFAULT_LOGS_SELECTOR, filledSelector, logsOf, type LogsOf } from '../view/podLogs';

const LINES = 20;
const BEFORE_MS = 15 * 60_000;
/** A container's last lines may reach Loki with a time after the event's, which is in whole seconds. */
const AFTER_MS = 2_000;

/** The last lines that the pod wrote before it died or failed, where a Loki has them. */
export function PodLogs({ problem }: { problem: Problem }) {
  const logs = logsOf(problem);
  return logs ? <LastLines key={`${logs.pod} ${logs.atMs}`} logs={logs} /> : null;
}

function LastLines({ logs }: { logs: LogsOf }) {
  const styles = useStyles2(getStyles);
  const { source } = useAsking();
  const { span: timeSpan, timeZone } = useTime();
  const { logsDatasource, logsSelector } = useSettings();
  const uid = logsDatasource || source.uid;
  const expr = filledSelector(logsSelector || DEFAULT_LOGS_SELECTOR, logs);
  const span = { from: logs.atMs - BEFORE_MS, to: logs.atMs + AFTER_MS };
  const { data, error } = useLoki(
    () =>
      from(lokiSource(uid)).pipe(
        switchMap((loki) =>
          ask(loki, { expr, queryType: 'range', maxLines: LINES, direction: 'backward' }, span, 'low')
        ),
        map((frames) => recordsOf(frames).sort((a, b) => a.timeMs - b.timeMs))
      ),
    [uid, expr]
  );
  return (
    <section data-testid={testIds.podLogs}>
      <h3 className={styles.title}>{t('problem.logs', 'Last log lines of {{-pod}}', { pod: logs.pod })}</h3>
      {error && (
        <div className={styles.quiet}>
          {t('problem.logsFailed', 'Could not be read: {{-message}}', { message: error.message })}
        </div>
      )}
      {data?.length === 0 && (
        <div className={styles.quiet}>
          {t('problem.noLogs', 'No lines of {{-selector}} in the 15 minutes before {{-time}}.', {
            selector: expr,
            time: clockWords(logs.atMs, timeZone, needsDay(timeSpan)),
          })}
        </div>
      )}
      {data && data.length > 0 && <pre className={styles.lines}>{data.map(({ line }) => line).join('\n')}</pre>}
      <Drilldown expr={expr} uid={uid} range={rangeOf(span)} />
    </section>
  );
}

/** The explorer of logs that Grafana Logs Drilldown exposes to other apps, where it is installed. */
const DRILLDOWN = 'grafana-lokiexplore-app/embedded-logs-exploration/v1';

interface DrilldownProps {
  embedderName: string;
  query: string;
  datasourceUid: string;
  timeRangeState: { from: string; to: string; value: TimeRange };
}

function Drilldown({ expr, uid, range }: { expr: string; uid: string; range: TimeRange }) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const { component: Explorer } = usePluginComponent<DrilldownProps>(DRILLDOWN);
  if (!Explorer) {
    return null;
  }
  const [start, end] = [range.from.toISOString(), range.to.toISOString()];
  return (
    <>
      <Button size="sm" variant="secondary" icon={open ? 'angle-down' : 'angle-right'} onClick={() => setOpen(!open)}>
        {t('problem.drilldown', 'Explore these logs')}
      </Button>
      {open && (
        <div className={styles.explorer}>
          <Explorer
            embedderName="kubernetes-events"
            query={expr}
            datasourceUid={uid}
            timeRangeState={{ from: start, to: end, value: range }}
          />
        </div>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ ...quiet(theme), margin: theme.spacing(0, 0, 0.5) }),
  quiet: css({ ...quiet(theme), overflowWrap: 'anywhere' }),
  lines: css({
    margin: theme.spacing(0, 0, 0.5),
    padding: theme.spacing(0.5, 1),
    maxHeight: 320,
    fontSize: 12,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
  explorer: css({ height: 480, marginTop: theme.spacing(1) }),
});
