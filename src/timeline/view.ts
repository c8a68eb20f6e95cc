import { type Span } from '../shared/time/range';

const SHORTEST = 1000;
const STEP = 0.2;

/** The span zoomed about an instant, by a wheel's turn: up is in. */
export function zoomed({ from, to }: Span, about: number, turn: number): Span {
  const factor = Math.min(Math.max(Math.exp(turn / 300), 0.5), 2);
  const length = Math.max((to - from) * factor, SHORTEST);
  const part = (about - from) / (to - from);
  return { from: about - part * length, to: about + (1 - part) * length };
}

/** Data that fills less of the view than this is hard to read. */
const SQUEEZED = 0.4;
const MARGIN = 0.05;

/** The span to zoom to so that the data fills the view; undefined if it fills enough of it already. */
export function zoomToData(view: Span, data: Span): Span | undefined {
  const [from, to] = [Math.max(view.from, data.from), Math.min(view.to, data.to)];
  if (to < from || to - from >= (view.to - view.from) * SQUEEZED) {
    return undefined;
  }
  const margin = Math.max((to - from) * MARGIN, SHORTEST);
  return { from: from - margin, to: to + margin };
}

/** The span after a key; undefined where the key does not move it. */
export function moved(span: Span, key: string): Span | undefined {
  const middle = (span.from + span.to) / 2;
  const by = (span.to - span.from) * STEP;
  switch (key) {
    case 'ArrowLeft':
      return { from: span.from - by, to: span.to - by };
    case 'ArrowRight':
      return { from: span.from + by, to: span.to + by };
    case '+':
    case '=':
      return zoomed(span, middle, -100);
    case '-':
      return zoomed(span, middle, 100);
    default:
      return undefined;
  }
}

/** The span moved so far that the instant is well within it; itself where it is. */
export function spanWith(span: Span, ms: number): Span {
  const length = span.to - span.from;
  if (ms > span.from + length * 0.05 && ms < span.to - length * 0.05) {
    return span;
  }
  return { from: ms - length / 2, to: ms + length / 2 };
}

interface Key {
  key: string;
  shiftKey: boolean;
}

/** What a key does to the lanes; undefined where it is for the span, or for nothing. */
export function actionOf({ key, shiftKey }: Key, inLane: boolean): 'lane' | 'mark' | 'zoom' | 'reset' | undefined {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowDown':
      return 'lane';
    case 'ArrowLeft':
    case 'ArrowRight':
      return inLane && !shiftKey ? 'mark' : undefined;
    case 'Enter':
      return inLane && !shiftKey ? 'mark' : 'zoom';
    case 'Escape':
      return 'reset';
    default:
      return undefined;
  }
}
