import { useMemo, useState } from 'react';
import { type PanelProps } from '@grafana/data';
import { foldedRows, plainRows } from '../../rows/fold';
import { listUrl } from '../../rows/url';
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
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [hovered, hover] = useCrosshair(eventBus);
  const events = useMemo(() => eventsIn(data.series, state.order), [data.series, state.order]);
  const rows = useMemo(
    () => (state.fold ? foldedRows(events.records, 'workload', open) : plainRows(events.records)),
    [state.fold, events, open]
  );
  const toggle = (key: string) =>
    setOpen((was) => new Set(was.has(key) ? [...was].filter((one) => one !== key) : [...was, key]));
  const selected = options.details ? events.records.find(({ id }) => id === state.event) : undefined;
  return (
    <PanelFrame {...props} panel={panel}>
      {rows.length === 0 ? (
        <PanelNotice {...props} events={events} />
      ) : (
        <>
          <PanelRows rows={rows} open={open} toggle={toggle} head={options.head} hovered={hovered} hover={hover} />
          <LimitNote events={events} />
        </>
      )}
      {selected && <EventAside record={selected} place={events.places.get(selected.id)} source={panel.source} />}
    </PanelFrame>
  );
}
