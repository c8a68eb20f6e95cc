import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { type Span } from '../shared/time/range';
import { msAt } from './draw';

const SHORTEST_DRAG = 4;

/** Dragging marks a span to zoom to; with Shift it moves what is shown. */
export function useTimelineBrush(width: number, view: Span, setView: (view: Span) => void, zoom: (span: Span) => void) {
  const [drag, setDrag] = useState<{ left: number; start: number; end: number; pan?: Span }>();
  const didMove = useRef(false);
  const dragged = drag && !drag.pan && Math.abs(drag.end - drag.start) >= SHORTEST_DRAG ? drag : undefined;
  const at = (x: number) => msAt({ width, span: view }, Math.min(Math.max(x, 0), width));
  const span = dragged && {
    from: at(Math.min(dragged.start, dragged.end)),
    to: at(Math.max(dragged.start, dragged.end)),
  };

  useEffect(() => {
    if (!drag) {
      return undefined;
    }
    const move = (event: globalThis.MouseEvent) => {
      const end = event.clientX - drag.left;
      didMove.current ||= Math.abs(end - drag.start) >= SHORTEST_DRAG;
      setDrag({ ...drag, end });
      if (drag.pan) {
        const by = ((drag.start - end) / width) * (drag.pan.to - drag.pan.from);
        setView({ from: drag.pan.from + by, to: drag.pan.to + by });
      }
    };
    const up = () => {
      setDrag(undefined);
      if (span) {
        zoom(span);
      }
    };
    window.addEventListener('mousemove', move);
    window.addEventListener('mouseup', up);
    return () => {
      window.removeEventListener('mousemove', move);
      window.removeEventListener('mouseup', up);
    };
  });

  const onMouseDown = (event: MouseEvent) => {
    if (event.button !== 0) {
      return;
    }
    const { left } = event.currentTarget.getBoundingClientRect();
    didMove.current = false;
    setDrag({
      left,
      start: event.clientX - left,
      end: event.clientX - left,
      pan: event.shiftKey ? view : undefined,
    });
    event.preventDefault();
  };
  return { span, onMouseDown, moved: () => didMove.current };
}
