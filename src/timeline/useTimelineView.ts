import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useUrl } from '../view/url/useUrl';
import { type TimelineUrl, timelineUrl } from './url';
import { type Span } from '../shared/time/range';
import { useTime } from '../shared/time/TimeContext';

/** The address follows once the view rests. */
const REST = 300;

/** The zoom that an address holds, if any of it is within the range. */
export function zoomIn({ viewFrom, viewTo }: Pick<TimelineUrl, 'viewFrom' | 'viewTo'>, range: Span): Span | undefined {
  const zoom = { from: Number(viewFrom), to: Number(viewTo) };
  return viewFrom && zoom.to > zoom.from && overlap(zoom, range) ? zoom : undefined;
}

const overlap = (a: Span, b: Span) => a.from < b.to && a.to > b.from;

/**
 * The part of the range that is shown: the zoom in the address, else all of it, which moves on with each refresh. A
 * zoom that the range has left behind is dropped.
 */
export function useTimelineView(): [Span, (view: Span) => void] {
  const [state, update] = useUrl(timelineUrl);
  const { span } = useTime();
  // Where the view is while it moves, until the address has it; for this range alone.
  const question = `${state.from} ${state.to}`;
  const [moving, setMoving] = useState<{ view: Span; question: string }>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), [question]);
  const move = useCallback(
    (view: Span) => {
      setMoving({ view, question });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const whole = view.from === span.from && view.to === span.to;
        const [from = '', to = ''] = whole ? [] : [view.from, view.to].map((ms) => String(Math.round(ms)));
        update({ viewFrom: from, viewTo: to }, { replace: true });
        setMoving(undefined);
      }, REST);
    },
    [update, span, question]
  );
  const { viewFrom, viewTo } = state;
  const zoom = useMemo(() => zoomIn({ viewFrom, viewTo }, span), [viewFrom, viewTo, span]);
  const shown = moving?.question === question && overlap(moving.view, span) ? moving.view : zoom;
  return [shown ?? span, move];
}
