import { useMemo } from 'react';
import { type PanelProps } from '@grafana/data';
import { rowsOf } from '../../rows/fold';
import { listUrl } from '../../rows/url';
import { useToggled } from '../../shared/useToggled';
import { parseUrl } from '../../view/url/codec';
import { commonUrl } from '../../view/url/common';
import { EventAside } from '../EventAside';
import { LimitNote } from '../LimitNote';
import { PanelFrame } from '../PanelFrame';
import { PanelNotice } from '../PanelNotice';
import { eventsIn } from '../records';
import { useCrosshair } from '../useCrosshair';
import { usePanel } from '../usePanel';
import { type TableOptions } from './options';
import { PanelRows } from './PanelRows';

const url = { ...commonUrl, ...listUrl };

/** The events that the panel's queries answer with, as rows. */
export function TablePanel(props: PanelProps<TableOptions>) {
  const { data, options, eventBus } = props;
  const { columns, order, fold, wrap, relative } = options;
  const panel = usePanel(props, listUrl, { columns, order, fold, wrap, relative });
  const state = parseUrl(url, panel.url.params);
  const [open, toggle] = useToggled();
  const [hovered, hover] = useCrosshair(eventBus);
  const events = useMemo(() => eventsIn(data.series, state.order), [data.series, state.order]);
  const rows = useMemo(() => rowsOf(events.records, state.fold, open), [state.fold, events, open]);
  const selected = options.details ? events.records.find(({ id }) => id === state.event) : undefined;
  return (
    <PanelFrame {...props} panel={panel}>
      {rows.length === 0 ? (
        <PanelNotice {...props} events={events} />
      ) : (
        <>
          <PanelRows
            rows={rows}
            open={open}
            toggle={toggle}
            partial={events.limit !== undefined}
            head={options.head}
            hovered={hovered}
            hover={hover}
          />
          <LimitNote events={events} />
        </>
      )}
      {selected && <EventAside record={selected} place={events.places.get(selected.id)} source={panel.source} />}
    </PanelFrame>
  );
}
