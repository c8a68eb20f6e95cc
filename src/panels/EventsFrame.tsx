import { type ReactNode } from 'react';
import { type PanelProps } from '@grafana/data';
import { ActionsContext } from '../view/Actions';
import { parseUrl } from '../view/url/codec';
import { commonUrl } from '../view/url/common';
import { UrlContext } from '../view/url/useUrl';
import { EventAside } from './EventAside';
import { LimitNote } from './LimitNote';
import { PanelFrame } from './PanelFrame';
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
 * What the app's views of events stand in on a dashboard, with the panel in place of the page; beside them the event that
 * is open, or why there is none.
 */
export function EventsFrame({ panel, events, children, ...props }: Props) {
  const ready = useTranslated();
  const { event } = parseUrl(commonUrl, panel.url.params);
  const selected = props.options.details ? events.records.find(({ id }) => id === event) : undefined;
  return (
    <PanelFrame {...props}>
      {ready && (
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
      )}
    </PanelFrame>
  );
}
