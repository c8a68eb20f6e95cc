import { type ReactNode, useMemo } from 'react';
import { css } from '@emotion/css';
import { type PanelProps } from '@grafana/data';
import { spanOf } from '../shared/time/range';
import { TimeContext } from '../shared/time/TimeContext';
import { ActionsContext } from '../view/Actions';
import { UrlContext } from '../view/url/useUrl';
import { type Panel } from './usePanel';
import { useTranslated } from './translated';

interface Props extends Pick<PanelProps, 'timeRange' | 'timeZone' | 'onChangeTimeRange' | 'width' | 'height'> {
  panel: Panel;
  children: ReactNode;
}

/**
 * What the app's views stand in on a dashboard: the dashboard's time, and the panel in place of the page. A view that fails
 * is caught by Grafana's own boundary around each panel.
 */
export function PanelFrame({ panel, timeRange, timeZone, onChangeTimeRange, width, height, children }: Props) {
  const ready = useTranslated();
  const time = useMemo(
    () => ({
      range: timeRange,
      span: spanOf(timeRange),
      timeZone,
      round: 0,
      ticked: false,
      key: '',
      refresh: () => undefined,
      zoom: ({ from, to }: { from: number; to: number }) =>
        onChangeTimeRange({ from: Math.round(from), to: Math.round(to) }),
    }),
    [timeRange, timeZone, onChangeTimeRange]
  );
  return (
    <div className={box} style={{ width, height }}>
      {ready && (
        <TimeContext.Provider value={time}>
          <UrlContext.Provider value={panel.url}>
            <ActionsContext.Provider value={panel.actions}>{children}</ActionsContext.Provider>
          </UrlContext.Provider>
        </TimeContext.Provider>
      )}
    </div>
  );
}

const box = css({
  position: 'relative',
  display: 'flex',
  flexDirection: 'column',
  overflow: 'hidden',
  fontVariantNumeric: 'tabular-nums',
});
