import { type Event } from '../event.ts';
import { type LineFormat } from '../record.ts';
import { formatFlat } from './flat.ts';
import { formatJson } from './json.ts';
import { formatLogfmt } from './logfmt.ts';
import { referencesOf } from './references.ts';

const FORMATS = { flat: formatFlat, json: formatJson, logfmt: formatLogfmt };

/** An event's line in the given format. */
export function formatLine(event: Event, format: Exclude<LineFormat, 'other'>): string {
  return FORMATS[format](event);
}

/**
 * The same as it is stored: a flat line has each fact once.
 *
 * @param timestampNs the time of the entry, in nanoseconds since the epoch
 */
export function storedLine(event: Event, format: Exclude<LineFormat, 'other'>, timestampNs: bigint): string {
  return format === 'flat' ? formatFlat(event, referencesOf(event, timestampNs)) : formatLine(event, format);
}
