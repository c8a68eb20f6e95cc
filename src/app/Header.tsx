import { type ReactNode, useState } from 'react';
import { css } from '@emotion/css';
import { type DataSourceInstanceSettings, type GrafanaTheme2, rangeUtil, type TimeRange } from '@grafana/data';
import { t } from '@grafana/i18n';
import { config, DataSourcePicker } from '@grafana/runtime';
import { IconButton, RefreshPicker, TimeRangePicker, useStyles2 } from '@grafana/ui';
import { isLoki } from '../loki/source';
import { SavedFilters } from '../saved/SavedFilters';
import { copyText } from '../shared/copyText';
import { testIds } from '../shared/testIds';
import { rangeText } from '../shared/time/range';
import { useTime } from '../shared/time/TimeContext';
import { WRAP } from '../shared/styles';
import { isInterval, type UsableTime } from '../view/url/usableTime';
import { useUrl, useUrlContext } from '../view/url/useUrl';
import { listUrl } from '../rows/url';
import { Pages } from './Pages';
import { shareLink } from './shareLink';

interface Props {
  usable: UsableTime;
  sources: DataSourceInstanceSettings[];
  uid?: string;
  /** What stands beside the time. */
  children?: ReactNode;
}

/** Pages on the left; data source, time and link on the right. */
export function Header({ usable, sources, uid, children }: Props) {
  const [, update] = useUrl();
  const styles = useStyles2(getStyles);
  return (
    <header className={styles.header}>
      <Pages />
      <div className={styles.tools}>
        <SavedFilters />
        {sources.length > 1 && (
          <div data-testid={testIds.dataSource}>
            <DataSourcePicker
              type="loki"
              filter={isLoki}
              current={uid ?? null}
              noDefault
              width={24}
              onChange={({ uid: ds }) => update({ ds })}
            />
          </div>
        )}
        <Time refreshInterval={usable.refresh} />
        <Share />
        {children}
      </div>
    </header>
  );
}

const INTERVALS = ['5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h'];

/** Whether Grafana's administrator allows to refresh as often (`min_refresh_interval`). */
const isAllowed = (interval: string) =>
  !isInterval(config.minRefreshInterval) ||
  rangeUtil.intervalToMs(interval) >= rangeUtil.intervalToMs(config.minRefreshInterval);

function Time({ refreshInterval }: { refreshInterval: string }) {
  const [, update] = useUrl(listUrl);
  const { range, timeZone, refresh, zoom } = useTime();
  const onChange = (next: TimeRange) => {
    update({ ...rangeText(next.raw), at: 0 });
    refresh();
  };
  const shift = (direction: number) => {
    const length = range.to.valueOf() - range.from.valueOf();
    const by = (direction * length) / 2;
    zoom({ from: range.from.valueOf() + by, to: range.to.valueOf() + by });
  };
  const zoomOut = () => {
    const half = (range.to.valueOf() - range.from.valueOf()) / 2;
    zoom({ from: range.from.valueOf() - half, to: range.to.valueOf() + half });
  };
  return (
    <>
      <div data-testid={testIds.timeRange}>
        <TimeRangePicker
          value={range}
          timeZone={timeZone}
          onChange={onChange}
          onChangeTimeZone={(zone) => update({ timeZone: zone })}
          onMoveBackward={() => shift(-1)}
          onMoveForward={() => shift(1)}
          onZoom={zoomOut}
          isOnCanvas
        />
      </div>
      <div data-testid={testIds.refresh}>
        <RefreshPicker
          value={refreshInterval}
          isOnCanvas
          tooltip={t('header.refresh', 'Refresh')}
          intervals={INTERVALS.filter(isAllowed)}
          onRefresh={refresh}
          onIntervalChanged={(interval) => update({ refresh: interval }, { replace: true })}
        />
      </div>
    </>
  );
}

function Share() {
  const { params } = useUrlContext();
  const { span, timeZone } = useTime();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    setCopied(await copyText(shareLink(window.location.href, params, span, timeZone)));
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <IconButton
      name={copied ? 'check' : 'share-alt'}
      size="lg"
      data-testid={testIds.share}
      tooltip={
        copied ? t('header.shared', 'Copied') : t('header.share', 'Copy a link to this view with a fixed time range')
      }
      onClick={() => void copy()}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    ...WRAP,
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    // Tabs that do not fit scroll by themselves; the page does not.
    '> nav': { minWidth: 0 },
  }),
  tools: css({ ...WRAP, gap: theme.spacing(1) }),
});
