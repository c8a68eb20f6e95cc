import { type Event } from '../event.ts';
import { type LineFormat } from '../record.ts';
import { readFlat } from './flat.ts';
import { readJson } from './json.ts';
import { readLogfmt } from './logfmt.ts';

const READERS = [
  ['json', readJson],
  ['flat', readFlat],
  ['logfmt', readLogfmt],
] as const;

/**
 * The event of a line, and its format. A line that no reader knows becomes the message.
 *
 * @param timestampNs the time of its entry, in nanoseconds since the epoch
 */
export function readLine(line: string, timestampNs: bigint): { event: Event; format: LineFormat } {
  for (const [format, read] of READERS) {
    const event = read(line, timestampNs);
    if (event) {
      return { event, format };
    }
  }
  return { event: { message: line }, format: 'other' };
}
