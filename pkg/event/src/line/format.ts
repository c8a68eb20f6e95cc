import { type Event } from '../event.ts';
import { type LineFormat } from '../record.ts';
import { formatFlat, formatFlatOnce } from './flat.ts';
import { formatJson } from './json.ts';
import { formatLogfmt } from './logfmt.ts';

const FORMATS = { flat: formatFlat, json: formatJson, logfmt: formatLogfmt };

/** An event's line in the given format. */
export function formatLine(event: Event, format: Exclude<LineFormat, 'other'>): string {
  return FORMATS[format](event);
}

/** The same as it is stored: a flat line has each time once. */
export function storedLine(event: Event, format: Exclude<LineFormat, 'other'>): string {
  return format === 'flat' ? formatFlatOnce(event) : formatLine(event, format);
}
