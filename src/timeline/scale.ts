import { type Span } from '../shared/time/range';

/** A plot: its width in pixels, and the time that it shows. */
interface Plot {
  width: number;
  span: Span;
}

export const xOf = ({ width, span }: Plot, ms: number) => ((ms - span.from) / (span.to - span.from)) * width;

export const msAt = ({ width, span }: Plot, x: number) => span.from + (x / width) * (span.to - span.from);
