import { type Event } from '../event.ts';
import { readLine } from '../line/read.ts';
import { type LineFormat } from '../record.ts';
import { type ShapeName } from './shape.ts';
import { type OtherShapeName, readOtherShape, SHAPES } from './shapes.ts';

/** Whether another program than this collector and the first one stores events so. */
export const isOther = (shape: ShapeName): shape is OtherShapeName => Object.hasOwn(SHAPES, shape);

/** An entry's event, and how it is stored. */
export interface ReadEntry {
  event: Event;
  format: LineFormat;
  shape: ShapeName;
  cluster: string;
}

/**
 * The event of an entry of any program. A line that no reader knows becomes the message.
 *
 * @param entry its time is in nanoseconds since the epoch; its labels are stream labels and structured metadata
 */
export function readEntry({
  timestampNs,
  line,
  labels,
}: {
  timestampNs: bigint;
  line: string;
  labels: Readonly<Record<string, string>>;
}): ReadEntry {
  const other = readOtherShape(line, labels);
  if (other) {
    const { parser } = SHAPES[other.shape];
    return { ...other, format: parser ?? 'other' };
  }
  return { ...readLine(line, timestampNs), shape: 'own', cluster: labels.cluster ?? '' };
}
