import { useCallback, useEffect, useState } from 'react';
import { DashboardCursorSync, DataHoverClearEvent, DataHoverEvent, type EventBus } from '@grafana/data';
import { usePanelContext } from '@grafana/ui';

/** The instant that the pointer is at in this panel, or, where the dashboard shares its crosshair, in any of them. */
export function useCrosshair(eventBus: EventBus): [number | undefined, (ms: number | undefined) => void] {
  const { sync } = usePanelContext();
  const shared = (sync?.() ?? DashboardCursorSync.Off) !== DashboardCursorSync.Off;
  const [instant, setInstant] = useState<number>();

  useEffect(() => {
    if (!shared) {
      return undefined;
    }
    const hover = eventBus.getStream(DataHoverEvent).subscribe(({ payload }) => {
      const time = payload.point?.time;
      setInstant(typeof time === 'number' ? time : undefined);
    });
    const clear = eventBus.getStream(DataHoverClearEvent).subscribe(() => setInstant(undefined));
    return () => {
      hover.unsubscribe();
      clear.unsubscribe();
    };
  }, [eventBus, shared]);

  const share = useCallback(
    (ms: number | undefined) => {
      setInstant(ms);
      if (shared) {
        eventBus.publish(ms === undefined ? new DataHoverClearEvent() : new DataHoverEvent({ point: { time: ms } }));
      }
    },
    [eventBus, shared]
  );
  return [instant, share];
}
