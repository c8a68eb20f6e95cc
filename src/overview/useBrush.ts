import { type MouseEvent, useEffect, useState } from 'react';
import { hover } from '../shared/time/hover';
import { type Span } from '../shared/time/range';
import { msAt } from './draw';

const SHORTEST_DRAG = 4;

/** Dragging over a time axis marks a span; letting go zooms to it. Without a drag it is a click on an instant. */
export function useBrush(width: number, span: Span, zoom: (span: Span) => void, click?: (ms: number) => void) {
  const [drag, setDrag] = useState<{ left: number; start: number; end: number }>();
  const at = (x: number) => msAt({ width, span }, x);
  const dragged = drag && Math.abs(drag.end - drag.start) >= SHORTEST_DRAG ? drag : undefined;
  const brushed = dragged && {
    from: at(Math.min(dragged.start, dragged.end)),
    to: at(Math.max(dragged.start, dragged.end)),
  };

  useEffect(() => {
    if (!drag) {
      return undefined;
    }
    // On the window: the pointer may leave the plot while it drags.
    const move = (event: globalThis.MouseEvent) => setDrag({ ...drag, end: event.clientX - drag.left });
    const up = () => {
      setDrag(undefined);
      if (brushed && brushed.to - brushed.from >= 1) {
        zoom(brushed);
      } else if (!brushed) {
        click?.(at(drag.start));
      }
    };
    window.addEventListener('mousemove', move);
    window.addEventListener('mouseup', up);
    return () => {
      window.removeEventListener('mousemove', move);
      window.removeEventListener('mouseup', up);
    };
  });

  const handlers = {
    onMouseDown: (event: MouseEvent) => {
      if (event.button !== 0) {
        return;
      }
      const { left } = event.currentTarget.getBoundingClientRect();
      setDrag({ left, start: event.clientX - left, end: event.clientX - left });
      event.preventDefault();
    },
    onMouseMove: (event: MouseEvent) => hover(at(event.clientX - event.currentTarget.getBoundingClientRect().left)),
  };
  return { span: brushed, handlers };
}
