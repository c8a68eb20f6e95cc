import { useMemo, useState } from 'react';
import { type PanelProps } from '@grafana/data';
import { foldedRows, plainRows } from '../../rows/fold';
import { EventAside } from '../../details/EventAside';
import { LimitNote } from '../LimitNote';
import { PanelFrame } from '../PanelFrame';
import { PanelNotice } from '../PanelNotice';
import { eventsIn } from '../records';
import { useCrosshair } from '../useCrosshair';
import { usePanelView } from '../usePanelView';
import { type TableOptions } from './options';
import { PanelRows } from './PanelRows';

/** The events that the panel's queries answer with, as rows. */
export function TablePanel(props: PanelProps<TableOptions>) {
  const { data, options, eventBus } = props;
  const { columns, order, fold, wrap, relative } = options;
  const view = usePanelView(props, { columns, order, fold, wrap, relative });
  const { state } = view;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [hovered, hover] = useCrosshair(eventBus);
  const events = useMemo(() => eventsIn(data.series, state.order), [data.series, state.order]);
  const rows = useMemo(
    () => (state.fold ? foldedRows(events.records, open) : plainRows(events.records)),
    [state.fold, events, open]
  );
  const toggle = (key: string) =>
    setOpen((was) => new Set(was.has(key) ? [...was].filter((one) => one !== key) : [...was, key]));
  const selected = options.details ? events.records.find(({ id }) => id === state.event) : undefined;
  return (
    <PanelFrame {...props} view={view}>
      {rows.length === 0 ? (
        <PanelNotice {...props} events={events} />
      ) : (
        <>
          <PanelRows rows={rows} open={open} toggle={toggle} head={options.head} hovered={hovered} hover={hover} />
          <LimitNote events={events} />
        </>
      )}
      {selected && <EventAside record={selected} place={events.places.get(selected.id)} />}
    </PanelFrame>
  );
}
