import { useMemo } from 'react';
import { css } from '@emotion/css';
import { type PanelProps } from '@grafana/data';
import { groupLabels } from '../../fields/levels';
import { testIds } from '../../shared/testIds';
import { lanesOf } from '../../timeline/lanes';
import { LanesView } from '../../timeline/LanesView';
import { timelineUrl } from '../../timeline/url';
import { EventsFrame } from '../EventsFrame';
import { eventsIn } from '../records';
import { useCrosshair } from '../useCrosshair';
import { usePanel } from '../usePanel';
import { type TimelineOptions } from './options';

/** The events that the panel's queries answer with, in lanes over the dashboard's time. */
export function TimelinePanel(props: PanelProps<TimelineOptions>) {
  const { data, options, eventBus } = props;
  const { lanes: by, maxLanes } = options;
  const panel = usePanel(props, timelineUrl, { lanes: by });
  const [hovered, hover] = useCrosshair(eventBus);
  const events = useMemo(() => eventsIn(data.series, 'oldest'), [data.series]);
  const lanes = useMemo(() => {
    const all = lanesOf(events.records, groupLabels(by));
    return maxLanes > 0 ? all.slice(0, maxLanes) : all;
  }, [events, by, maxLanes]);
  return (
    <EventsFrame {...props} panel={panel} events={events}>
      <div className={body} data-testid={testIds.timeline}>
        <LanesView lanes={lanes} hovered={hovered} hover={hover} bare />
      </div>
    </EventsFrame>
  );
}

const body = css({ flex: 1, minHeight: 0, display: 'flex' });
