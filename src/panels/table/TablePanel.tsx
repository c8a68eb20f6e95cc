import { useMemo } from 'react';
import { type PanelProps } from '@grafana/data';
import { rowsOf } from '../../rows/fold';
import { listUrl } from '../../rows/url';
import { useToggled } from '../../shared/useToggled';
import { parseUrl } from '../../view/url/codec';
import { EventsFrame } from '../EventsFrame';
import { eventsIn } from '../records';
import { useCrosshair } from '../useCrosshair';
import { usePanel } from '../usePanel';
import { type TableOptions } from './options';
import { PanelRows } from './PanelRows';

/** The events that the panel's queries answer with, as rows. */
export function TablePanel(props: PanelProps<TableOptions>) {
  const { data, options, eventBus } = props;
  const { columns, order, fold, wrap, relative } = options;
  const panel = usePanel(props, listUrl, { columns, order, fold, wrap, relative });
  const state = parseUrl(listUrl, panel.url.params);
  const [open, toggle] = useToggled();
  const [hovered, hover] = useCrosshair(eventBus);
  const events = useMemo(() => eventsIn(data.series, state.order), [data.series, state.order]);
  const rows = useMemo(() => rowsOf(events.records, state.fold, open), [state.fold, events, open]);
  return (
    <EventsFrame {...props} panel={panel} events={events}>
      <PanelRows
        rows={rows}
        open={open}
        toggle={toggle}
        partial={events.limit !== undefined}
        head={options.head}
        hovered={hovered}
        hover={hover}
      />
    </EventsFrame>
  );
}
