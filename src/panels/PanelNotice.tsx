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
  if (data.state === LoadingState.Loading || data.state === LoadingState.NotStarted) {
    return null;
  }
  if (data.state === LoadingState.Error) {
    return <Notice>{t('panel.failed', "Query failed. See the panel's error icon.")}</Notice>;
  }
  if (events.numbers) {
    return (
      <Notice title={t('panel.numbers', 'This query returns numbers, not log lines')}>
        {t('panel.numbersAdvice', 'Query the events themselves, without count_over_time and the like: {{-query}}', {
          query: '{_kind=~".+"}',
        })}
      </Notice>
    );
  }
  return <Notice>{fieldConfig.defaults.noValue ?? t('panel.none', 'No events in this range')}</Notice>;
}

/** In the middle of a panel, in place of what it would show. */
export function Notice({ title, children }: { title?: string; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.notice} role="status" data-testid={testIds.empty}>
      {title && <strong>{title}</strong>}
      <span>{children}</span>
    </div>
  );
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
