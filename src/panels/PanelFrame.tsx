import { type ReactNode, useMemo } from 'react';
import { css } from '@emotion/css';
import { type PanelProps } from '@grafana/data';
import { spanOf } from '../shared/time/range';
import { TimeContext } from '../shared/time/TimeContext';
import { ActionsContext } from '../view/Actions';
import { parseUrl } from '../view/url/codec';
import { commonUrl } from '../view/url/common';
import { UrlContext } from '../view/url/useUrl';
import { EventAside } from './EventAside';
import { LimitNote } from './LimitNote';
import { PanelNotice } from './PanelNotice';
import { type PanelEvents } from './records';
import { useTranslated } from './translated';
import { type Panel } from './usePanel';

interface Props extends Omit<PanelProps, 'options' | 'onOptionsChange'> {
  options: { details: boolean };
  panel: Panel;
  events: PanelEvents;
  /** Shows the events. */
  children: ReactNode;
}

/**
 * What the app's views stand in on a dashboard: the dashboard's time, and the panel in place of the page; beside them the
 * event that is open, or why there is none. A view that fails is caught by Grafana's own boundary around each panel.
 */
export function PanelFrame({ panel, events, children, ...props }: Props) {
  const { timeRange, timeZone, onChangeTimeRange, width, height, options } = props;
  const ready = useTranslated();
  const { event } = parseUrl(commonUrl, panel.url.params);
  const selected = options.details ? events.records.find(({ id }) => id === event) : undefined;
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
            <ActionsContext.Provider value={panel.actions}>
              {events.records.length === 0 ? (
                <PanelNotice {...props} events={events} />
              ) : (
                <>
                  {children}
                  <LimitNote events={events} />
                </>
              )}
              {selected && <EventAside record={selected} place={events.places.get(event)} source={panel.source} />}
            </ActionsContext.Provider>
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
