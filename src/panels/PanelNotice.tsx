import { type ReactNode } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2, LoadingState, type PanelProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../shared/testIds';
import { type PanelEvents } from './records';

interface Props extends Pick<PanelProps, 'data' | 'fieldConfig'> {
  events: PanelEvents;
}

/** Why a panel has no events. Grafana shows a query's error at the panel's title. */
export function PanelNotice({ data, fieldConfig, events }: Props) {
  const styles = useStyles2(getStyles);
  if (data.state === LoadingState.Loading || data.state === LoadingState.NotStarted) {
    return null;
  }
  return (
    <div className={styles.notice} role="status" data-testid={testIds.empty}>
      <Words
        failed={data.state === LoadingState.Error}
        numbers={events.numbers}
        noValue={fieldConfig.defaults.noValue}
      />
    </div>
  );
}

function Words({ failed, numbers, noValue }: { failed: boolean; numbers: boolean; noValue?: string }): ReactNode {
  if (failed) {
    return t('panel.failed', "Query failed. See the panel's error icon.");
  }
  if (numbers) {
    return (
      <>
        <strong>{t('panel.numbers', 'This query returns numbers, not log lines')}</strong>
        <span>
          {t('panel.numbersAdvice', 'Query the events themselves, without count_over_time and the like: {{-query}}', {
            query: '{_kind=~".+"}',
          })}
        </span>
      </>
    );
  }
  return noValue ?? t('panel.none', 'No events in this range');
}

const getStyles = (theme: GrafanaTheme2) => ({
  notice: css({
    flex: 1,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(1),
    textAlign: 'center',
    color: theme.colors.text.secondary,
    strong: { color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium },
  }),
});
