import { type EventRecord } from '@kubernetes-events/event';

export type ExportFormat = 'csv' | 'jsonl';

const FIELDS = [
  'type',
  'reason',
  'kind',
  'namespace',
  'name',
  'message',
  'count',
  'increment',
  'host',
  'component',
  'cluster',
  'workload',
  'firstSeen',
  'objectUid',
] as const satisfies Array<keyof EventRecord>;

export const csvHead = () => `time,${FIELDS.join(',')}\r\n`;

export const csvRow = (record: EventRecord) =>
  `${[timeOf(record), ...FIELDS.map((field) => record[field])].map(csvCell).join(',')}\r\n`;

/** Quoted by RFC 4180. A cell that a spreadsheet would run as a formula gets an apostrophe in front. */
function csvCell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function jsonRow(record: EventRecord): string {
  const fields = Object.fromEntries(FIELDS.map((field) => [field, record[field]]));
  return `${JSON.stringify({ time: timeOf(record), ...fields })}\n`;
}

/** To the nanosecond. */
function timeOf({ timeMs, timestampNs }: EventRecord): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}.${timestampNs.slice(-9)}Z`;
}
