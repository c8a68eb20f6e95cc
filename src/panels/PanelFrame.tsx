import { type ReactNode, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import { type PanelProps } from '@grafana/data';
import { rangeText, spanOf } from '../shared/time/range';
import { type SharedTime, TimeContext } from '../shared/time/TimeContext';

type Time = Pick<PanelProps, 'timeRange' | 'timeZone' | 'onChangeTimeRange'>;

interface Props extends Time, Pick<PanelProps, 'width' | 'height'> {
  children: ReactNode;
}

/**
 * A panel's area, with the dashboard's time for the app's views. A view that fails is caught by Grafana's own boundary
 * around each panel.
 */
export function PanelFrame({ width, height, children, ...time }: Props) {
  return (
    <div className={box} style={{ width, height }}>
      <TimeContext.Provider value={usePanelTime(time)}>{children}</TimeContext.Provider>
    </div>
  );
}

/** The dashboard's time. Grafana does not say what a refresh is: the same range, at other instants. */
function usePanelTime({ timeRange, timeZone, onChangeTimeRange }: Time): SharedTime {
  const [round, setRound] = useState(0);
  const { from, to } = spanOf(timeRange);
  const key = JSON.stringify([rangeText(timeRange.raw), timeZone, round]);
  const [shown, setShown] = useState({ from, to, key, ticked: false });
  if (shown.from !== from || shown.to !== to || shown.key !== key) {
    setShown({ from, to, key, ticked: shown.key === key });
  }
  return useMemo(
    () => ({
      range: timeRange,
      span: shown,
      timeZone,
      round,
      ticked: shown.ticked,
      key,
      refresh: () => setRound((last) => last + 1),
      zoom: (span) => onChangeTimeRange({ from: Math.round(span.from), to: Math.round(span.to) }),
    }),
    [timeRange, shown, timeZone, round, key, onChangeTimeRange]
  );
}

const box = css({
  position: 'relative',
  display: 'flex',
  flexDirection: 'column',
  overflow: 'hidden',
  fontVariantNumeric: 'tabular-nums',
});
