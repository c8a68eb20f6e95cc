import { useCallback, useEffect, useRef, useState } from 'react';
import { useView } from '../app/ViewContext';
import { type Span } from '../shared/time/range';
import { useTime } from '../shared/time/TimeContext';

/** The address follows once the view rests. */
const REST = 300;

/** The part of the range that is shown, which the address tells of. */
export function useTimelineView(): [Span, (view: Span) => void] {
  const { state, update } = useView();
  const { span } = useTime();
  const { viewFrom, viewTo } = state;
  const told = Number(viewTo) > Number(viewFrom);
  const [view, show] = useState<Span>(told ? { from: Number(viewFrom), to: Number(viewTo) } : span);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const range = useRef(span);
  useEffect(() => {
    // Another range shows itself whole; the first one is as the address says.
    if (range.current !== span) {
      range.current = span;
      show(span);
    }
  }, [span]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const move = useCallback(
    (next: Span) => {
      show(next);
      clearTimeout(timer.current);
      const whole = next.from === span.from && next.to === span.to;
      const [from, to] = whole ? ['', ''] : [next.from, next.to].map((ms) => String(Math.round(ms)));
      timer.current = setTimeout(() => update({ viewFrom: from, viewTo: to }, { replace: true }), REST);
    },
    [update, span]
  );
  return [view, move];
}
