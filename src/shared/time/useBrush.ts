import { type MouseEvent, useEffect, useState } from 'react';
import { type Span } from './range';

/** A shorter drag, in pixels, is a click. */
const SHORTEST_DRAG = 4;

interface Options {
  /** The instant at a position in pixels; positions beyond the plot's edges count as the edges. */
  msAt(x: number): number;
  zoom(span: Span): void;
  /** Called after a press without a drag, with its instant. */
  click(ms: number): void;
  /** Called when a drag with Shift begins; returns what follows the pointer, which is given the pixels moved so far. */
  pan?(): (pixels: number) => void;
}

interface Drag {
  /** The plot's left edge in the window. */
  left: number;
  start: number;
  end: number;
  moved: boolean;
  pan?(pixels: number): void;
}

/** Dragging over a time axis marks a span; letting go zooms to it. */
export function useBrush({ msAt, zoom, click, pan }: Options) {
  const [drag, setDrag] = useState<Drag>();
  const span = drag?.moved && !drag.pan ? spanBetween(msAt(drag.start), msAt(drag.end)) : undefined;

  useEffect(() => {
    if (!drag) {
      return undefined;
    }
    // On the window: the pointer may leave the plot while it drags.
    const move = (event: globalThis.MouseEvent) => {
      const end = event.clientX - drag.left;
      const moved = drag.moved || Math.abs(end - drag.start) >= SHORTEST_DRAG;
      setDrag({ ...drag, end, moved });
      drag.pan?.(end - drag.start);
    };
    const up = () => {
      setDrag(undefined);
      if (!drag.moved) {
        click(msAt(drag.start));
      } else if (span && span.to - span.from >= 1) {
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
    // On a Mac, a press with Ctrl opens the browser's menu, as one of the right button does.
    if (event.button !== 0 || event.ctrlKey) {
      return;
    }
    const { left } = event.currentTarget.getBoundingClientRect();
    const start = event.clientX - left;
    setDrag({ left, start, end: start, moved: false, pan: event.shiftKey ? pan?.() : undefined });
    event.preventDefault();
  };
  return { span, onMouseDown };
}

const spanBetween = (a: number, b: number): Span => ({ from: Math.min(a, b), to: Math.max(a, b) });
